#include "collector/paper/paper.h"

#include <hpdf.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"

namespace desirepath::paper {
namespace {

constexpr float kWidth = 595;
constexpr float kHeight = 842;
constexpr float kMargin = 56;
constexpr float kColumn = kWidth - 2 * kMargin;
constexpr float kBody = 10.5F;
constexpr float kLeading = 1.4F;
constexpr float kSparkHeight = 22;

struct Colour {
  float red, green, blue;
};
constexpr Colour kPale{0.91F, 0.90F, 0.87F};
constexpr Colour kAlarm{0.76F, 0.34F, 0.05F};
constexpr Colour kGood{0.08F, 0.38F, 0.29F};
constexpr Colour kFull{0.12F, 0.37F, 0.66F};
constexpr Colour kLight{0.66F, 0.78F, 0.91F};

// UTF-8 to Windows-1252, as far as the product's languages need it.
std::string win_ansi(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 8> kMarks = {{
      {"–", '\x96'},
      {"—", '\x97'},
      {"’", '\x92'},
      {"“", '\x93'},
      {"”", '\x94'},
      {"„", '\x84'},
      {"…", '\x85'},
      {"€", '\x80'},
  }};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      out += text[i++];
    } else if ((lead == 0xc2 || lead == 0xc3) && i + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[i + 1]);
      out += static_cast<char>(((lead & 0x03U) << 6U) | (next & 0x3fU));
      i += 2;
    } else {
      const auto* const mark = std::find_if(kMarks.begin(), kMarks.end(), [&](const auto& known) {
        return text.substr(i, known.first.size()) == known.first;
      });
      out += mark == kMarks.end() ? '?' : mark->second;
      ++i;
      while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xc0U) == 0x80) ++i;
    }
  }
  return out;
}

void note_error(HPDF_STATUS error, HPDF_STATUS /*detail*/, void* into) {
  *static_cast<HPDF_STATUS*>(into) = error;
}

}  // namespace

struct Paper::Sheets {
  HPDF_STATUS error = HPDF_OK;
  HPDF_Doc pdf = nullptr;
  HPDF_Page page = nullptr;
  HPDF_Font plain = nullptr;
  HPDF_Font bold = nullptr;
  std::string foot;
  float y = 0;
  int pages = 0;

  void room(float points) {
    if (page == nullptr || y - points < kMargin) add_page();
  }

  void add_page() {
    page = HPDF_AddPage(pdf);
    HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
    ++pages;
    y = kHeight - kMargin;
    set(win_ansi(absl::StrCat(foot, "   ", pages)), plain, 8, kMargin, kMargin / 2);
  }

  void set(const std::string& text, HPDF_Font font, float size, float x, float at) {
    HPDF_Page_BeginText(page);
    HPDF_Page_SetFontAndSize(page, font, size);
    HPDF_Page_TextOut(page, x, at, text.c_str());
    HPDF_Page_EndText(page);
  }

  // What fits on a line of `width` points, broken at a space.
  std::vector<std::string> lines(const std::string& text, HPDF_Font font, float size, float width) {
    std::vector<std::string> all;
    std::string rest = win_ansi(text);
    if (page == nullptr) add_page();
    HPDF_Page_SetFontAndSize(page, font, size);
    while (!rest.empty()) {
      HPDF_UINT fits = HPDF_Page_MeasureText(page, rest.c_str(), width, HPDF_TRUE, nullptr);
      if (fits == 0)
        fits = std::max<HPDF_UINT>(
            1, HPDF_Page_MeasureText(page, rest.c_str(), width, HPDF_FALSE, nullptr));
      all.push_back(rest.substr(0, fits));
      rest.erase(0, fits);
      rest.erase(0, rest.find_first_not_of(' '));
    }
    return all;
  }

  void fill(const Colour& colour, float x, float at, float width, float height) const {
    HPDF_Page_SetRGBFill(page, colour.red, colour.green, colour.blue);
    HPDF_Page_Rectangle(page, x, at, width, height);
    HPDF_Page_Fill(page);
    HPDF_Page_SetRGBFill(page, 0, 0, 0);
  }

  // Two points and more, their band and the line of their low ends.
  void draw(const std::vector<Range>& points, float x, float at, float width) const {
    const float step = width / static_cast<float>(points.size() - 1);
    const auto place = [&](std::size_t i, double share) {
      return std::pair{x + static_cast<float>(i) * step,
                       at + static_cast<float>(std::clamp(share, 0.0, 1.0)) * kSparkHeight};
    };
    HPDF_Page_SetRGBFill(page, kLight.red, kLight.green, kLight.blue);
    HPDF_Page_MoveTo(page, place(0, points[0].high).first, place(0, points[0].high).second);
    for (std::size_t i = 1; i < points.size(); ++i)
      HPDF_Page_LineTo(page, place(i, points[i].high).first, place(i, points[i].high).second);
    for (std::size_t i = points.size(); i-- > 0;)
      HPDF_Page_LineTo(page, place(i, points[i].low).first, place(i, points[i].low).second);
    HPDF_Page_ClosePath(page);
    HPDF_Page_Fill(page);
    HPDF_Page_SetRGBStroke(page, kFull.red, kFull.green, kFull.blue);
    HPDF_Page_SetLineWidth(page, 1.2F);
    HPDF_Page_MoveTo(page, place(0, points[0].low).first, place(0, points[0].low).second);
    for (std::size_t i = 1; i < points.size(); ++i)
      HPDF_Page_LineTo(page, place(i, points[i].low).first, place(i, points[i].low).second);
    HPDF_Page_Stroke(page);
    HPDF_Page_SetRGBFill(page, 0, 0, 0);
  }

  void write(const std::string& text, HPDF_Font font, float size, float before) {
    y -= before;
    for (const std::string& line : lines(text, font, size, kColumn)) {
      room(size * kLeading);
      y -= size * kLeading;
      set(line, font, size, kMargin, y);
    }
  }
};

Paper::Paper(const std::string& title, const std::string& foot)
    : sheets_(std::make_unique<Sheets>()) {
  sheets_->pdf = HPDF_New(note_error, &sheets_->error);
  sheets_->foot = foot;
  if (sheets_->pdf == nullptr) return;
  HPDF_SetCompressionMode(sheets_->pdf, HPDF_COMP_ALL);
  HPDF_SetInfoAttr(sheets_->pdf, HPDF_INFO_TITLE, win_ansi(title).c_str());
  sheets_->plain = HPDF_GetFont(sheets_->pdf, "Helvetica", "WinAnsiEncoding");
  sheets_->bold = HPDF_GetFont(sheets_->pdf, "Helvetica-Bold", "WinAnsiEncoding");
}

Paper::~Paper() {
  if (sheets_->pdf != nullptr) HPDF_Free(sheets_->pdf);
}

void Paper::new_page() { sheets_->add_page(); }
void Paper::title(const std::string& text) { sheets_->write(text, sheets_->bold, 20, 0); }
void Paper::heading(const std::string& text) {
  sheets_->room(60);  // not alone at a page's end
  sheets_->write(text, sheets_->bold, 13, 14);
}
void Paper::paragraph(const std::string& text) { sheets_->write(text, sheets_->plain, kBody, 5); }
void Paper::strong(const std::string& text) { sheets_->write(text, sheets_->bold, kBody, 5); }

void Paper::bar(const std::string& words, double share, bool alarm) {
  Sheets& s = *sheets_;
  s.write(words, s.plain, 9, 5);
  s.room(14);
  s.y -= 12;
  s.fill(kPale, kMargin, s.y, kColumn, 8);
  const auto filled = static_cast<float>(std::clamp(share, 0.0, 1.0)) * kColumn;
  s.fill(alarm ? kAlarm : kGood, kMargin, s.y, std::max(1.0F, filled), 8);
}

void Paper::range_bar(const std::string& label, const Range& range, const std::string& words) {
  Sheets& s = *sheets_;
  constexpr float kSize = 9;
  constexpr float kLabel = 0.36F * kColumn;
  constexpr float kBar = 0.5F * kColumn;
  const std::vector<std::string> lines = s.lines(label, s.plain, kSize, kLabel - 8);
  s.room(static_cast<float>(lines.size()) * kSize * kLeading + 4);
  const float top = s.y;
  for (const std::string& line : lines) {
    s.y -= kSize * kLeading;
    s.set(line, s.plain, kSize, kMargin, s.y);
  }
  const float at = top - kSize * kLeading - 1;
  const auto part = [](double share) {
    return static_cast<float>(std::clamp(share, 0.0, 1.0)) * kBar;
  };
  s.fill(kLight, kMargin + kLabel, at, std::max(0.5F, part(range.high)), 9);
  s.fill(kFull, kMargin + kLabel, at, part(range.low), 9);
  s.set(win_ansi(words), s.plain, kSize, kMargin + kLabel + part(range.high) + 5, at + 1);
  s.y -= 3;
}

void Paper::row(const std::vector<std::string>& cells, const std::vector<double>& widths, bool head,
                const std::vector<Range>& line) {
  Sheets& s = *sheets_;
  constexpr float kSize = 9;
  HPDF_Font const font = head ? s.bold : s.plain;
  std::vector<std::vector<std::string>> columns;
  std::size_t most = 1;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    columns.push_back(s.lines(cells[i], font, kSize, static_cast<float>(widths[i]) * kColumn - 8));
    most = std::max(most, columns.back().size());
  }
  float height = static_cast<float>(most) * kSize * kLeading;
  if (line.size() > 1) height = std::max(height, kSparkHeight + 5);
  s.room(height + 4);
  float x = kMargin;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    float at = s.y;
    for (const std::string& words : columns[i]) {
      at -= kSize * kLeading;
      s.set(words, font, kSize, x, at);
    }
    if (i + 1 == columns.size() && line.size() > 1)
      s.draw(line, x, s.y - kSparkHeight - 3, static_cast<float>(widths[i]) * kColumn - 4);
    x += static_cast<float>(widths[i]) * kColumn;
  }
  s.y -= height + 3;
  HPDF_Page_SetLineWidth(s.page, 0.4F);
  HPDF_Page_SetGrayStroke(s.page, 0.8F);
  HPDF_Page_MoveTo(s.page, kMargin, s.y);
  HPDF_Page_LineTo(s.page, kWidth - kMargin, s.y);
  HPDF_Page_Stroke(s.page);
}

int Paper::pages() const { return sheets_->pages; }

absl::StatusOr<std::string> Paper::octets() {
  Sheets& s = *sheets_;
  if (s.pdf != nullptr && s.error == HPDF_OK) HPDF_SaveToStream(s.pdf);
  if (s.pdf == nullptr || s.error != HPDF_OK) {
    return absl::InternalError(absl::StrCat("PDF: libharu error ", s.error));
  }
  HPDF_ResetStream(s.pdf);
  std::string octets;
  for (;;) {
    std::array<HPDF_BYTE, 8192> piece{};
    HPDF_UINT32 size = piece.size();
    const HPDF_STATUS status = HPDF_ReadFromStream(s.pdf, piece.data(), &size);
    octets.append(reinterpret_cast<const char*>(piece.data()), size);
    if (size == 0 || status == HPDF_STREAM_EOF) return octets;
  }
}

}  // namespace desirepath::paper
