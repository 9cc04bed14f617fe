// Finds: whether odd files and folders are told, never followed, never waited for, and never hide their neighbours.
// Example: a folder with a FIFO, a socket, a link to itself, a file nobody may read, and one page. Row out: one page, four
// refusals. Does not try: a million files.
#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cstring>

#include "made.h"

using namespace made;

namespace {

long peak_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/// A file of `bytes` NUL-free bytes without a line end, made from one block written many times.
std::string write_long(const Folder& folder, const std::string& name, const std::string& head, size_t bytes,
                       const std::string& tail) {
  const std::string file = folder.path + "/" + name;
  std::ofstream out(file, std::ios::binary);
  out << head;
  const std::string block(1 << 20, 'x');
  for (size_t at = 0; at < bytes; at += block.size()) out << block;
  out << tail;
  return file;
}

}  // namespace

TEST_CASE("files without content are empty, not errors") {
  const Folder folder;
  folder.write("a.html", "");
  folder.write("b.txt", "\xEF\xBB\xBF");
  folder.write("c.txt", " \n\t\r\n ");
  folder.write("d.jsonl", "");
  folder.write("e.csv", "");
  folder.write("f.warc.gz", "");
  folder.write("g.txt", "x");
  const Collected got = walked({folder.path});
  CHECK(got.pages.size() == 1);
  CHECK(got.refusals.size() == 6);
  for (const Refusal& refusal : got.refusals) CHECK(refusal.note.code == NoteCode::empty);
}

TEST_CASE("links, pipes, sockets, devices, forbidden files") {
  const Folder folder;
  folder.write("z.html", page_of(1));
  REQUIRE(::mkfifo((folder.path + "/pipe.html").c_str(), 0600) == 0);
  REQUIRE(::symlink("loop", (folder.path + "/loop").c_str()) == 0);
  REQUIRE(::symlink("absent", (folder.path + "/dangling").c_str()) == 0);
  REQUIRE(::symlink(".", (folder.path + "/self").c_str()) == 0);
  REQUIRE(::symlink("z.html", (folder.path + "/link.html").c_str()) == 0);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = folder.path + "/socket";
  REQUIRE(name.size() < sizeof(address.sun_path));
  std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
  REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
  Collected got = walked({folder.path});
  ::close(socket);
  CHECK(got.pages.size() == 1);
  CHECK(got.refused(NoteCode::special_file, "FIFO"));
  CHECK(got.refused(NoteCode::special_file, "socket"));
  CHECK(got.refused(NoteCode::special_file, "not followed"));
  CHECK(got.refused(NoteCode::symlink_cycle, "loop"));
  CHECK(got.refused(NoteCode::symlink_cycle, "dangling"));
  CHECK(got.refusals.size() == 6);

  Options follow;
  follow.follow_symlinks = true;
  got = walked({folder.path}, follow);
  CHECK(got.pages.size() == 2);
  CHECK(got.refused(NoteCode::symlink_cycle, "already visited"));

  CHECK(walked({"/dev/zero"}).refused(NoteCode::special_file, "device"));
  CHECK(walked({folder.path + "/none"}).refused(NoteCode::unreadable));
  if (::geteuid() != 0) {
    ::chmod((folder.path + "/z.html").c_str(), 0);
    CHECK(walked({folder.path}).refused(NoteCode::unreadable));
  }
}

TEST_CASE("names of every kind, deep folders") {
  const Folder folder;
  for (const std::string& name : {std::string("-rf.txt"), std::string("new\nline.txt"), std::string("esc\x1B[2J.txt"),
                                  std::string("bad\xFF\xFE.txt"), std::string(251, 'n') + ".txt"})
    folder.write(name, "Some words.");
  std::string deep = folder.path;
  for (int i = 0; i < 300; ++i) {
    deep += "/d";
    REQUIRE(::mkdir(deep.c_str(), 0700) == 0);
  }
  std::ofstream(deep + "/last.txt") << "At the bottom.";
  const Collected got = walked({folder.path});
  CHECK(got.pages.size() == 6);
  CHECK(got.refusals.empty());
  CHECK(visible("esc\x1B[2J") == "esc^[[2J");
}

TEST_CASE("F31: one line of a gigabyte costs one line of memory") {
  const Folder folder;
  const size_t bytes = 300U << 20U;  // over every limit several times; a gigabyte would only take longer
  const long before = peak_kib();
  const std::string good = "{\"text\":\"Ministers met in Cairo.\"}\n";
  const std::string lines = write_long(folder, "a.jsonl", good + "{\"text\":\"", bytes, "\"}\n" + good);
  const Collected got = walked({lines});
  CHECK(got.pages.size() == 2);
  CHECK(got.refused(NoteCode::line_too_long, "limit:line_bytes"));
  std::filesystem::remove(lines);
  const Collected text = walked({write_long(folder, "b.txt", "", 100U << 20U, "")});
  CHECK(text.pages.empty());
  CHECK(text.refused(NoteCode::too_large, "limit:document_bytes"));
  CHECK(peak_kib() - before < 300 * 1024);
}

TEST_CASE("S01 F30: gzip bombs and onions") {
  const Folder folder;
  std::string bomb = gzip(std::string(32 << 20, ' '), 9), many;
  for (int i = 0; i < 8; ++i) many += bomb;
  const long before = peak_kib();
  folder.write("a.html.gz", many);
  folder.write("b.warc.gz", many);
  folder.write("c.jsonl.gz", many);
  std::string onion = page_of(1);
  for (int i = 0; i < 20; ++i) onion = gzip(onion);
  folder.write("d.html.gz", onion);
  folder.write("e.html.zst", zstd(std::string(200 << 20, ' ')));
  folder.write("f.html.gz", gzip(page_of(1)));
  folder.write("g", gzip(gzip(page_of(2))));
  const long after_making = peak_kib();
  const Collected got = walked({folder.path});
  CHECK(got.pages.size() == 2);
  CHECK(got.refused(NoteCode::too_large, "limit:ratio"));
  CHECK(got.refused(NoteCode::too_large, "limit:layers"));
  for (const char* name : {"a.html.gz", "b.warc.gz", "c.jsonl.gz", "d.html.gz", "e.html.zst"}) {
    bool told = false;
    for (const Refusal& refusal : got.refusals)
      told = told || (refusal.path == folder.path + "/" + name && refusal.note.code == NoteCode::too_large);
    CAPTURE(name);
    CHECK(told);
  }
  CHECK(peak_kib() - std::max(before, after_making) < 128 * 1024);
}

TEST_CASE("F32: JSON Lines: bad lines cost themselves") {
  const std::string good = "{\"text\":\"Ministers met in Cairo.\"}";
  const std::string deep(100000, '['), digits(1000000, '9');
  const std::vector<std::string> bad = {"{broken",
                                        deep,
                                        "{\"text\":\"half \\ud800 pair\"}",
                                        std::string("{\"text\":\"a\0b\"}", 14),
                                        "{\"text\":NaN}",
                                        "[1,2]",
                                        "\"words\"",
                                        "{\"n\":1}"};
  for (const std::string& line : bad) {
    CAPTURE(line.substr(0, 40));
    const Collected got = read(good + "\n" + line + "\r\n\n" + good, "a.jsonl");
    CHECK(got.pages.size() == 2);
    REQUIRE(got.refusals.size() >= 1);
    CHECK(got.refusals[0].place >= 2);
    CHECK(got.pages[1].place == 4);
  }
  CHECK(read("{\"text\":\"Big number.\",\"n\":" + digits + "}\n" + good, "a.jsonl").pages.size() >= 1);
  const Collected twice = read("{\"text\":\"one\",\"text\":\"two words\"}", "a.jsonl");
  REQUIRE(twice.pages.size() == 1);
  CHECK(twice.pages[0].bytes == "two words");
  CHECK(twice.pages[0].notes.at(0).code == NoteCode::duplicate_key);
  CHECK(read("\xEF\xBB\xBF" + good, "a.jsonl").pages.size() == 1);
  const std::string wide("\xFF\xFE{\0\"\0", 6);
  CHECK(read(wide, "a.jsonl").refused(NoteCode::not_text, "utf-16"));
  CHECK(read(gzip(good + "\n" + good), "a.jsonl.gz").pages.size() == 2);
}

TEST_CASE("F38: content decides, not the name") {
  CHECK(read("\xFF\xD8\xFF\xE0 jpeg", "a.html").refused(NoteCode::not_text, "jpeg"));
  CHECK(read("%PDF-1.7", "a.html").refused(NoteCode::not_text, "pdf"));
  CHECK(read("\x7F"
             "ELF\2\1\1",
             "a.txt")
            .refused(NoteCode::not_text, "elf"));
  CHECK(read(std::string_view("SQLite format 3\0....", 20), "a.html").refused(NoteCode::not_text, "sqlite"));
  CHECK(read("PK\x03\x04....", "a.html").refused(NoteCode::not_text, "zip"));
  CHECK(read("<!DOCTYPE html><p>Text", "a.txt").pages.at(0).media == MediaType::html);
  CHECK(read(gzip("<!DOCTYPE html><p>Text"), "a").pages.at(0).media == MediaType::html);
  CHECK(read(gzip("Only words, no markup."), "a.html.gz").pages.at(0).media == MediaType::text);
  const std::string cut = gzip(page_of(3));
  CHECK(read(cut.substr(0, cut.size() / 2), "a.html.gz").refused(NoteCode::truncated));
}

TEST_CASE("folders of ArchiveBox and news-please give each page once") {
  const Folder folder;
  const std::string snapshot = folder.path + "/archive/1709290000.0";
  std::filesystem::create_directories(snapshot + "/warc");
  folder.write("archive/1709290000.0/index.json",
               "{\"url\":\"https://n.example/1\",\"timestamp\":\"1709290000.0\",\"title\":\"Canal\",\"history\":{}}");
  folder.write("archive/1709290000.0/index.html", "<html><p>An overview of the snapshot.</p></html>");
  folder.write("archive/1709290000.0/output.html", page_of(1));
  folder.write("archive/1709290000.0/singlefile.html", page_of(2));
  folder.write("archive/1709290000.0/warc/1.warc.gz", gzip(response(1)));
  folder.write("a.html", page_of(3));
  folder.write("a.html.json",
               "{\"url\":\"https://n.example/3\",\"title\":\"Three\",\"date_publish\":\"2024-03-01 "
               "10:00:00\",\"authors\":[\"Ann\",\"Bob\"],\"maintext\":\"x\"}");
  folder.write("b.html.json", "{\"maintext\":\"A page without its HTML.\"}");
  const Collected got = walked({folder.path});
  REQUIRE(got.pages.size() == 3);
  CHECK(got.refusals.empty());
  CHECK(got.pages[0].url == "https://n.example/3");
  CHECK(got.pages[0].bytes == page_of(3));
  CHECK(got.pages[0].side.author == "Ann, Bob");
  CHECK(got.pages[0].side.published == "2024-03-01 10:00:00");
  CHECK(got.pages[1].bytes == page_of(2));
  CHECK(got.pages[1].url == "https://n.example/1");
  CHECK(got.pages[1].side.title == "Canal");
  CHECK(got.pages[1].side.published.empty());
  CHECK(got.pages[2].bytes == "A page without its HTML.");
}

TEST_CASE("a file that changes while it is read is told") {
  const Folder folder;
  const std::string line = "{\"text\":\"Ministers met in Cairo.\"}\n";
  const std::string file = folder.write("a.jsonl", line + line + line);
  size_t pages = 0, told = 0;
  Sink sink;
  sink.page = [&](const RawPage&) {
    if (++pages == 1) std::ofstream(file, std::ios::app) << line;
    return true;
  };
  sink.refused = [&](const Refusal& refusal) { told += refusal.note.code == NoteCode::changed_during_read ? 1 : 0; };
  walk({file}, {}, sink);
  CHECK(pages >= 3);
  CHECK(told == 1);
}

TEST_CASE("a sink that has enough stops the walk") {
  const Folder folder;
  for (int i = 0; i < 5; ++i) folder.write(std::to_string(i) + ".html", page_of(i));
  std::string lines;
  for (int i = 0; i < 50; ++i) lines += "{\"text\":\"Ministers met in Cairo.\"}\n";
  folder.write("a.jsonl", lines);
  size_t pages = 0;
  walk({folder.path, folder.path}, {}, {[&](const RawPage&) { return ++pages < 8; }, [](const Refusal&) {}});
  CHECK(pages == 8);
}

TEST_CASE("F34 F38: UTF-16 without a mark is text, a page with zero bytes is a page, zeros alone are not") {
  const auto wide = [](std::string_view text, bool big) {
    std::string out;
    for (const char c : text) {
      if (big) out += '\0';
      out += c;
      if (!big) out += '\0';
    }
    return out;
  };
  for (const bool big : {false, true}) {
    CAPTURE(big);
    CHECK(read(wide(page_of(1), big), "a.html").pages.at(0).media == MediaType::html);
    CHECK(read(wide(page_of(1), big), "a").pages.at(0).media == MediaType::html);
    CHECK(read(wide("Only words, no markup at all.", big), "a.txt").pages.at(0).media == MediaType::text);
  }
  const std::string page = page_of(1);
  CHECK(read(page.substr(0, 100) + std::string(8000, '\0') + page.substr(100), "a.html").pages.at(0).media == MediaType::html);
  CHECK(read(std::string(8000, '\0'), "a.html").refused(NoteCode::not_text, "binary"));
}

TEST_CASE("the root of an ArchiveBox collection gives its snapshots and nothing of its own") {
  const Folder folder;
  const std::string snapshot = "archive/1709290000.0";
  std::filesystem::create_directories(folder.path + "/" + snapshot);
  folder.write("ArchiveBox.conf", "[SERVER_CONFIG]\nSECRET_KEY = x\n");
  folder.write("index.sqlite3", std::string_view("SQLite format 3\0....", 20));
  folder.write("index.html", page_of(9));
  folder.write(snapshot + "/index.json",
               "{\"url\":\"https://n.example/1\",\"timestamp\":\"1709290000.0\",\"title\":\"Canal\",\"history\":{}}");
  folder.write(snapshot + "/output.html", page_of(1));
  const Collected got = walked({folder.path});
  REQUIRE(got.pages.size() == 1);
  CHECK(got.pages[0].url == "https://n.example/1");
  CHECK(got.refusals.empty());
}

TEST_CASE("twenty thousand files with a JSON file beside each take linear time") {
  const Folder folder;
  for (int i = 0; i < 20000; ++i) {
    folder.write(std::to_string(i) + ".html", "<p>The ferry left.");
    folder.write(std::to_string(i) + ".html.json", "{\"url\":\"https://n.example/x\"}");
  }
  const Collected got = walked({folder.path});
  CHECK(got.pages.size() == 20000);
  CHECK(got.pages.back().url == "https://n.example/x");
  CHECK(got.refusals.empty());
}
