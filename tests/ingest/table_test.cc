// Finds: whether tables and zip files give their pages, and hostile ones cost only themselves.
// Example: a quoted cell with line ends and doubled quotes. Row out: one page with that text.
// Does not try: spreadsheets.
#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>

#include "made.h"

using namespace made;

namespace {

struct Entry {
  std::string name, bytes;
  bool link = false;
};

std::string zipped(const std::vector<Entry>& entries, bool store = false) {
  std::string out(64 << 20, '\0');
  size_t used = 0;
  archive* zip = archive_write_new();
  archive_write_set_format_zip(zip);
  archive_write_set_options(zip, store ? "zip:compression=store" : "zip:compression=deflate");
  archive_write_set_bytes_in_last_block(zip, 1);
  archive_write_open_memory(zip, out.data(), out.size(), &used);
  for (const Entry& item : entries) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, item.name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(item.bytes.size()));
    archive_entry_set_filetype(entry, item.link ? AE_IFLNK : AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    if (item.link) archive_entry_set_symlink(entry, item.bytes.c_str());
    archive_write_header(zip, entry);
    if (!item.link) archive_write_data(zip, item.bytes.data(), item.bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(zip);
  archive_write_free(zip);
  out.resize(used);
  return out;
}

}  // namespace

TEST_CASE("tables: quoting, separators, header names") {
  Collected got = read(
      "id,URL,Headline,Publish Date,Body\n7,https://a.example/7,\"Canal, blocked\",2024-03-01,\"He said \"\"no\"\" "
      "and\nleft.\"\r\n8,,x,,Second row\n",
      "a.csv");
  REQUIRE(got.pages.size() == 2);
  CHECK(got.pages[0].id == "7");
  CHECK(got.pages[0].url == "https://a.example/7");
  CHECK(got.pages[0].side.title == "Canal, blocked");
  CHECK(got.pages[0].side.published == "2024-03-01");
  CHECK(got.pages[0].bytes == "He said \"no\" and\nleft.");
  CHECK(got.pages[0].place == 2);
  CHECK(got.pages[1].place == 4);
  CHECK(got.refusals.empty());
  CHECK(read("title;text\na;\"b;c\"\n", "a.csv").pages.at(0).bytes == "b;c");
  CHECK(read("title\ttext\na\tb, c\n", "a.tsv").pages.at(0).bytes == "b, c");
  CHECK(read("\xEF\xBB\xBFtext|date\nwords|2024\n", "a.csv").pages.at(0).charset == "utf-8");
  CHECK(read("text\rone\rtwo\r", "a.csv").pages.size() == 2);
  CHECK(read(gzip("text\n\"<html><p>x</p></html>\"\n"), "a.csv.gz").pages.at(0).media == MediaType::html);
  CHECK(read("a,b\n1,2\n", "a.csv").refused(NoteCode::bad_line, "no column named"));
  for (const size_t block : {1UL, 3UL})
    CHECK(read("text,n\n\"a \"\"b\"\"\r\nc\",1\r\n\"d\",2", "a.csv", block).pages.size() == 2);
}

TEST_CASE("tables: faults cost their row") {
  Collected got = read("text,n\none,1\n\"open,2\nthree,3\nfour,4\n", "a.csv");
  REQUIRE(got.pages.size() == 3);
  CHECK(got.pages[1].bytes == "three");
  CHECK(got.refused(NoteCode::bad_line, "never closes"));
  CHECK(got.refusals[0].place == 3);
  got = read("text,n\none,1,extra\ntwo\n,5\nfive \"with\" quotes,6\n", "a.csv");
  CHECK(got.pages.size() == 3);
  CHECK(got.pages[2].bytes == "five \"with\" quotes");
  CHECK(got.pages[0].notes.at(0).code == NoteCode::bad_line);
  CHECK(got.refused(NoteCode::empty));
  Options small;
  small.max_line_bytes = 1000;
  got = read("text\n" + std::string(5000, 'x') + "\nshort\n", "a.csv", 512, small);
  CHECK(got.pages.size() == 1);
  CHECK(got.refused(NoteCode::line_too_long));
  std::string quotes = "text\n";
  for (int i = 0; i < 200000; ++i) quotes += "\"x\n";
  CHECK(read(quotes + "end\n", "a.csv").pages.size() >= 1);
}

TEST_CASE("zip and WACZ") {
  std::string warc;
  for (int n = 0; n < 3; ++n) warc += gzip(response(n));
  for (const bool store : {false, true}) {
    const std::string wacz = zipped(
        {{"datapackage.json", "{}"}, {"archive/data.warc.gz", warc}, {"pages/pages.jsonl", "{\"text\":\"not a page\"}"}}, store);
    for (const size_t block : {100UL, 65536UL}) {
      const Collected got = read(wacz, "a.wacz", block);
      CHECK(got.numbers() == "012");
      CHECK(got.refusals.empty());
      CHECK(got.pages[0].path == "a.wacz/archive/data.warc.gz");
    }
  }
  const Collected got = read(
      zipped(
          {{"x/1.html", page_of(1)}, {"x/2.txt", "Words."}, {"x/3.png", "\x89PNG"}, {"x/4.jsonl", "{\"text\":\"More words.\"}"}}),
      "a.zip");
  CHECK(got.pages.size() == 3);
  CHECK(got.refusals.empty());
  CHECK(got.pages[0].path == "a.zip/x/1.html");
}

TEST_CASE("S12: zip entries that lead astray are refused") {
  const std::string page = page_of(1);
  const Folder folder;
  const std::string astray = folder.write("a.zip", zipped({{"../a.html", page},
                                                           {"/b.html", page},
                                                           {"c/../../d.html", page},
                                                           {"e.html", page},
                                                           {"e.html", page},
                                                           {"f.html", "/etc/passwd", true},
                                                           {"C:\\g.html", page}}));
  const Collected got = walked({astray});
  CHECK(got.pages.size() == 1);
  CHECK(got.refused(NoteCode::special_file, "no file"));
  CHECK(got.refused(NoteCode::special_file, "leads out"));
  CHECK(got.refused(NoteCode::special_file, "same name"));
  CHECK(!std::filesystem::exists("../a.html"));
  const Collected bomb = read(zipped({{"a.html", std::string(48 << 20, ' ')}, {"b.html", page}}), "a.zip");
  CHECK(bomb.pages.size() == 1);
  CHECK(bomb.refused(NoteCode::too_large, "limit:"));
  const std::string whole = zipped({{"a.html", page}, {"b.html", page}});
  CHECK(read(whole.substr(0, whole.size() / 3), "a.zip").refusals.size() >= 1);
  CHECK(read("PK\x03\x04 nonsense", "a.zip").refusals.size() == 1);
}

TEST_CASE("S12 F30: archives inside archives, very many entries") {
  const std::string inner = zipped({{"b.html", page_of(1)}});
  const Collected nested = read(zipped({{"a.zip", zipped({{"c.zip", inner}})}, {"d.html", page_of(2)}}), "a.zip");
  CHECK(nested.pages.size() == 1);  // a zip in a zip in a zip is too deep
  std::vector<Entry> many;
  for (int i = 0; i < 20000; ++i) many.push_back({"p/" + std::to_string(i) + ".txt", "Words."});
  const Collected got = read(zipped(many), "a.zip");
  CHECK(got.pages.size() == 20000);
  CHECK(got.refusals.empty());
}
