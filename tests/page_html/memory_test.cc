// Finds: whether reading page after page with the same memory allocates nothing more.
// Example: one page read twice into one tree.
// Row out: a count of calls of operator new, which must be zero the second time.
// Does not try: the first pages, during which the buffers grow.
#include <doctest/doctest.h>

#include <cstdlib>
#include <new>
#include <string>

#include "dateline/page/html/html.h"

namespace {

std::size_t allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* p = std::malloc(size == 0 ? 1 : size)) return p;
  std::abort();
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }

TEST_CASE("the second reading of a page allocates nothing") {
  using namespace dateline::html;
  std::string page = "<!doctype html><title>A &amp; B</title>";
  for (int i = 0; i < 500; ++i)
    page += "<div class='a&lt;" + std::to_string(i) +
            "' X-Own=1><p>caf&eacute;\r\n<b>x<i>y</b>z<table>foster<tr><td>14</table><x-card>\r<!--c\r-->";
  Scratch scratch;
  Tree tree;
  parse(page, {}, scratch, tree);
  const std::uint32_t size = tree.size();
  const std::size_t before = allocations;
  parse(page, {}, scratch, tree);
  const std::size_t after = allocations;
  CHECK(after - before == 0);
  CHECK(tree.size() == size);
  CHECK(size > 5000);
}
