// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "jsonsyntax.h"
#include "jsonvalue.h"
#include "plaintext.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QSet>

#include <iterator>
#include <string>
#include <unordered_map>

namespace portolan {

namespace {

struct JsonParser {
    Q_DECLARE_TR_FUNCTIONS(portolan::JsonParser)
};

constexpr qsizetype kLargestText = 64LL * 1024 * 1024;
constexpr size_t kDeepest = 64;
/// Objects with more members than this look for duplicate keys in a hash instead of one by one.
constexpr size_t kManyMembers = 32;

/// Reads the text for nlohmann's parser and tells the handler how far that has come: events carry no position.
struct CountingIterator {
    using difference_type = std::ptrdiff_t;
    using value_type = char;
    using pointer = const char *;
    using reference = const char &;
    using iterator_category = std::input_iterator_tag;

    const char *position = nullptr;
    const char **reached = nullptr;

    reference operator*() const { return *position; }
    CountingIterator &operator++()
    {
        *reached = ++position;
        return *this;
    }
    CountingIterator operator++(int)
    {
        const CountingIterator before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const CountingIterator &a, const CountingIterator &b) { return a.position == b.position; }
    friend bool operator!=(const CountingIterator &a, const CountingIterator &b) { return !(a == b); }
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isOfNumber(char c)
{
    return isDigit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

/// End of the number that begins at `at`: as far as RFC 8259's grammar goes.
const char *skipNumber(const char *at, const char *end)
{
    const auto skip = [&at, end](auto belongs) {
        while (at < end && belongs(*at))
            ++at;
    };
    if (at < end && *at == '-')
        ++at;
    if (at < end && *at == '0')
        ++at;
    else
        skip(isDigit);
    if (at < end && *at == '.') {
        ++at;
        skip(isDigit);
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        ++at;
        skip([](char c) { return isDigit(c) || c == '-' || c == '+'; });
    }
    return at;
}

/// Builds the tree from the parser's events; false from an event stops the parser.
class TreeBuilder
{
public:
    using Json = nlohmann::json;

    TreeBuilder(const QByteArray &text, const char *const &reached) : m_text(text), m_reached(reached) { }

    bool null() { return add(JsonValue()); }
    bool boolean(bool value) { return add(JsonValue::fromBool(value)); }
    bool number_integer(Json::number_integer_t) { return addNumber(); }
    bool number_unsigned(Json::number_unsigned_t) { return addNumber(); }
    bool number_float(Json::number_float_t, const Json::string_t &) { return addNumber(); }
    bool string(Json::string_t &value) { return add(JsonValue::fromString(toText(value))); }
    bool binary(Json::binary_t &) { return false; }
    bool start_object(std::size_t) { return open(JsonValue::object()); }
    bool start_array(std::size_t) { return open(JsonValue::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(Json::string_t &value)
    {
        // The same few keys come thousands of times; sharing their text saves as many allocations.
        const auto [known, isNew] = m_keys.try_emplace(value);
        if (isNew)
            known->second = toText(value);
        const QString &text = known->second;
        Level &level = m_levels.back();
        if (!isNewKey(level, text)) {
            m_place = memberPlace(openPlace(), text);
            return stop(ErrorCode::DuplicateKey);
        }
        level.value->members.emplace_back(text, JsonValue());
        m_progress.last = JsonProgress::Last::Key;
        m_progress.offset = m_reached - m_text.constData();
        return true;
    }

    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &)
    {
        m_failed = qsizetype(position) - 1;
        return stop(ErrorCode::Syntax);
    }

    JsonValue takeRoot() { return std::move(m_root); }

    Error error() const
    {
        Error error;
        if (m_stopped == ErrorCode::Syntax)
            return explainSyntax(m_text, m_progress, m_failed);
        error.code = m_stopped;
        locate(error, m_text, nextToken(m_text, m_progress));
        error.place = m_place;
        if (m_stopped == ErrorCode::TooDeep)
            error.detail = JsonParser::tr("Objects and arrays are nested deeper than %1 levels here.").arg(kDeepest);
        else
            error.detail =
                JsonParser::tr("The same key stands twice in one object; nobody could tell which one holds.");
        return error;
    }

private:
    struct Level {
        JsonValue *value = nullptr;
        QSet<QString> keys; ///< filled once there are many members
    };

    static QString toText(const std::string &utf8) { return QString::fromUtf8(utf8.data(), qsizetype(utf8.size())); }

    static bool isNewKey(Level &level, const QString &key)
    {
        const std::vector<JsonValue::Member> &members = level.value->members;
        if (members.size() < kManyMembers)
            return !level.value->find(key);
        if (level.keys.isEmpty()) {
            for (const JsonValue::Member &member : members)
                level.keys.insert(member.first);
        }
        const qsizetype before = level.keys.size();
        level.keys.insert(key);
        return level.keys.size() > before;
    }

    /// Puts the value where the next one belongs and returns where it now is.
    JsonValue *put(JsonValue value)
    {
        if (m_levels.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        JsonValue &parent = *m_levels.back().value;
        if (!parent.isObject())
            return &parent.items.emplace_back(std::move(value));
        parent.members.back().second = std::move(value);
        return &parent.members.back().second;
    }

    bool add(JsonValue value)
    {
        put(std::move(value));
        return noteValue(m_reached);
    }

    /// The number's own characters: the parser hands out a converted number, and its text in the process's locale.
    bool addNumber()
    {
        // The parser has read one character beyond the number, unless the text ends with it.
        const char *begin = isOfNumber(m_reached[-1]) ? m_reached : m_reached - 1;
        while (begin > m_text.constData() && isOfNumber(begin[-1]))
            --begin;
        const char *end = skipNumber(begin, m_text.constData() + m_text.size());
        JsonValue number;
        number.type = JsonValue::Type::Number;
        number.text = QString::fromLatin1(begin, end - begin);
        put(std::move(number));
        return noteValue(end);
    }

    bool open(JsonValue value)
    {
        if (m_levels.size() == kDeepest) {
            m_place = childPlace();
            return stop(ErrorCode::TooDeep);
        }
        const bool isObject = value.isObject();
        m_levels.push_back({put(std::move(value)), {}});
        m_progress.last = isObject ? JsonProgress::Last::OpenedObject : JsonProgress::Last::OpenedArray;
        m_progress.inside = isObject ? JsonProgress::Inside::Object : JsonProgress::Inside::Array;
        m_progress.offset = m_reached - m_text.constData();
        return true;
    }

    bool close()
    {
        m_levels.pop_back();
        if (m_levels.empty())
            m_progress.inside = JsonProgress::Inside::Root;
        else
            m_progress.inside =
                m_levels.back().value->isObject() ? JsonProgress::Inside::Object : JsonProgress::Inside::Array;
        return noteValue(m_reached);
    }

    bool noteValue(const char *end)
    {
        m_progress.last = JsonProgress::Last::Value;
        m_progress.offset = end - m_text.constData();
        return true;
    }

    bool stop(ErrorCode code)
    {
        m_stopped = code;
        return false;
    }

    /// Place of the innermost open object or array.
    QString openPlace() const
    {
        QString place;
        for (size_t i = 0; i + 1 < m_levels.size(); ++i) {
            const JsonValue &value = *m_levels[i].value;
            place = value.isObject() ? memberPlace(place, value.members.back().first)
                                     : itemPlace(place, qsizetype(value.items.size()) - 1);
        }
        return place;
    }

    /// Place of the value that comes next.
    QString childPlace() const
    {
        const JsonValue &parent = *m_levels.back().value;
        return parent.isObject() ? memberPlace(openPlace(), parent.members.back().first)
                                 : itemPlace(openPlace(), qsizetype(parent.items.size()));
    }

    const QByteArray &m_text;
    const char *const &m_reached;
    JsonValue m_root;
    std::vector<Level> m_levels;
    std::unordered_map<std::string, QString> m_keys;
    JsonProgress m_progress;
    ErrorCode m_stopped = ErrorCode::Syntax;
    QString m_place;
    qsizetype m_failed = 0;
};

bool looksLikeUtf16(const QByteArray &bytes)
{
    if (bytes.size() < 2)
        return false;
    const uchar a = uchar(bytes[0]);
    const uchar b = uchar(bytes[1]);
    return (a == 0xFF && b == 0xFE) || (a == 0xFE && b == 0xFF) || (a == 0 && b != 0) || (a != 0 && b == 0);
}

/// A reason not to parse the bytes at all.
std::optional<Error> checkEncoding(const QByteArray &bytes)
{
    Error error;
    error.code = ErrorCode::Encoding;
    if (looksLikeUtf16(bytes)) {
        error.line = 1;
        error.column = 1;
        error.detail =
            JsonParser::tr("The file is in UTF-16; save it as UTF-8 (editors offer that in their Save As window).");
        return error;
    }
    const qsizetype bad = findBadByte(bytes);
    if (bad < 0)
        return {};
    locate(error, bytes, bad);
    const uint byte = uchar(bytes[bad]);
    if (byte == 0) {
        error.detail = JsonParser::tr(
            "There is a zero byte here, which no text file has: the file is damaged or of another kind.");
    } else {
        error.detail = JsonParser::tr("The byte 0x%1 is not UTF-8 here; save the file as UTF-8.")
                           .arg(byte, 2, 16, QLatin1Char('0'));
    }
    return error;
}

} // namespace

Result<JsonValue> parseJson(const QByteArray &bytes, const QString &file)
{
    const auto refuse = [&file](Error error) {
        error.file = file;
        return failure(std::move(error));
    };
    if (bytes.size() > kLargestText) {
        Error error;
        error.code = ErrorCode::CannotRead;
        error.detail = JsonParser::tr("The text is larger than 64 MiB, the most that Portolan reads.");
        return refuse(std::move(error));
    }
    const QByteArray text = bytes.startsWith("\xEF\xBB\xBF") ? bytes.mid(3) : bytes;
    if (std::optional<Error> error = checkEncoding(text))
        return refuse(std::move(*error));
    const char *reached = text.constData();
    TreeBuilder builder(text, reached);
    const CountingIterator begin{text.constData(), &reached};
    const CountingIterator end{text.constData() + text.size(), &reached};
    if (!nlohmann::json::sax_parse(begin, end, &builder, nlohmann::json::input_format_t::json, true))
        return refuse(builder.error());
    return builder.takeRoot();
}

} // namespace portolan
