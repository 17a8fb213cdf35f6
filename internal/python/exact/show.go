package exact

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

func sortTexts(s []string) { slices.Sort(s) }

// text is str().
func (m *Machine) text(v value) string {
	switch x := sure(v).(type) {
	case string:
		return x
	case *instance:
		if x.class.find("__str__") != nil {
			return m.asText(m.method(x, "__str__"))
		}
		if x.class.exception() {
			return m.message(x)
		}
	case *array:
		return m.arrayText(x, false)
	}
	return m.repr(v)
}

func (m *Machine) asText(v value) string {
	s, ok := v.(string)
	if !ok {
		panic(gaveUp{})
	}
	return s
}

func (m *Machine) message(x *instance) string {
	args, ok := x.fields["args"].(*tuple)
	if !ok || x.class.name != "Exception" && x.class.name != "ValueError" && x.class.name != "AssertionError" && x.class.name != "RuntimeError" {
		panic(gaveUp{})
	}
	switch len(args.items) {
	case 0:
		return ""
	case 1:
		return m.text(args.items[0])
	}
	return m.repr(args)
}

// repr is repr().
func (m *Machine) repr(v value) string {
	m.step()
	switch x := sure(v).(type) {
	case nil:
		return "None"
	case bool:
		if x {
			return "True"
		}
		return "False"
	case int:
		return strconv.Itoa(x)
	case *big.Int:
		return x.String()
	case float64:
		return floatText(x)
	case string:
		return quoted(x)
	case *list:
		if x.view != "" {
			return x.view + "([" + m.reprs(x.items) + "])"
		}
		return "[" + m.reprs(x.items) + "]"
	case *tuple:
		return m.reprTuple(x)
	case *dict:
		return m.reprDict(x)
	case *span:
		s := "range(" + strconv.Itoa(x.start) + ", " + strconv.Itoa(x.stop)
		if x.step != 1 {
			s += ", " + strconv.Itoa(x.step)
		}
		return s + ")"
	case *instance:
		if x.class.find("__repr__") != nil {
			return m.asText(m.method(x, "__repr__"))
		}
	case *array:
		return m.arrayText(x, true)
	}
	panic(gaveUp{})
}

func (m *Machine) reprs(items []value) string {
	var b strings.Builder
	for i, x := range items {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(m.repr(x))
		if b.Len() > maxItems {
			panic(spent{})
		}
	}
	return b.String()
}

func (m *Machine) reprTuple(x *tuple) string {
	if x.class != nil {
		if x.class.find("__repr__") != nil {
			return m.asText(m.method(x, "__repr__"))
		}
		parts := make([]string, len(x.items))
		for i, v := range x.items {
			parts[i] = x.class.tuple[i] + "=" + m.repr(v)
		}
		return x.class.name + "(" + strings.Join(parts, ", ") + ")"
	}
	if len(x.items) == 1 {
		return "(" + m.repr(x.items[0]) + ",)"
	}
	return "(" + m.reprs(x.items) + ")"
}

func (m *Machine) reprDict(x *dict) string {
	if x.set {
		if len(x.at) > 1 || x.frozen {
			panic(gaveUp{}) // in which order it shows them
		}
		if len(x.at) == 0 {
			return "set()"
		}
		return "{" + m.reprs(x.keys()) + "}"
	}
	if x.factory != nil || x.counter {
		panic(gaveUp{})
	}
	var b strings.Builder
	b.WriteByte('{')
	for i, e := range x.live() {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(m.repr(e.key) + ": " + m.repr(e.value))
		if b.Len() > maxItems {
			panic(spent{})
		}
	}
	return b.String() + "}"
}

// floatText is repr() of a float: the shortest text that reads back.
func floatText(x float64) string {
	switch {
	case math.IsNaN(x):
		return "nan"
	case math.IsInf(x, 1):
		return "inf"
	case math.IsInf(x, -1):
		return "-inf"
	}
	s := strconv.FormatFloat(x, 'e', -1, 64)
	mantissa, e, _ := strings.Cut(s, "e")
	exp, _ := strconv.Atoi(e)
	if exp < -4 || exp >= 16 {
		sign := "+"
		if exp < 0 {
			sign, exp = "-", -exp
		}
		digits := strconv.Itoa(exp)
		if len(digits) < 2 {
			digits = "0" + digits
		}
		return mantissa + "e" + sign + digits
	}
	s = strconv.FormatFloat(x, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// quoted is repr() of a text.
func quoted(s string) string {
	q := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, "\"") {
		q = '"'
	}
	var b strings.Builder
	b.WriteByte(q)
	for _, r := range s {
		switch {
		case r == rune(q) || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString("\\n")
		case r == '\t':
			b.WriteString("\\t")
		case r == '\r':
			b.WriteString("\\r")
		case r < ' ' || r == 0x7f:
			b.WriteString("\\x" + strconv.FormatInt(int64(r)+0x100, 16)[1:])
		case r > 0x7e && !strconv.IsPrint(r):
			panic(gaveUp{})
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte(q)
	return b.String()
}

// format is format(v, spec).
func (m *Machine) format(v value, spec string) string {
	if x, ok := v.(*instance); ok && x.class.find("__format__") != nil {
		return m.asText(m.method(x, "__format__", spec))
	}
	if spec == "" {
		return m.text(v)
	}
	return m.laidOut(sure(v), parseSpec(spec))
}

// layout is a format specification.
type layout struct {
	fill      string
	align     byte
	sign      byte
	zero      bool
	width     int
	comma     byte
	precision int // -1 for none
	kind      byte
}

func parseSpec(s string) layout {
	l := layout{fill: " ", precision: -1}
	if r, n := utf8.DecodeRuneInString(s); len(s) > n && strings.IndexByte("<>^=", s[n]) >= 0 {
		l.fill, l.align, s = string(r), s[n], s[n+1:]
	} else if s != "" && strings.IndexByte("<>^=", s[0]) >= 0 {
		l.align, s = s[0], s[1:]
	}
	if s != "" && strings.IndexByte("+- ", s[0]) >= 0 {
		l.sign, s = s[0], s[1:]
	}
	if strings.HasPrefix(s, "#") {
		panic(gaveUp{})
	}
	if strings.HasPrefix(s, "0") {
		l.zero, s = true, s[1:]
	}
	l.width, s = leading(s, 0)
	if s != "" && (s[0] == ',' || s[0] == '_') {
		l.comma, s = s[0], s[1:]
	}
	if strings.HasPrefix(s, ".") {
		l.precision, s = leading(s[1:], 0)
	}
	if len(s) > 1 || l.width > 4000 || l.precision > 300 {
		panic(gaveUp{})
	}
	if s != "" {
		l.kind = s[0]
	}
	return l
}

func leading(s string, n int) (int, string) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' && i < 6 {
		n = 10*n + int(s[i]-'0')
		i++
	}
	return n, s[i:]
}

func (m *Machine) laidOut(v value, l layout) string {
	if s, ok := v.(string); ok {
		if l.kind != 0 && l.kind != 's' || l.align == '=' || l.sign != 0 {
			panic(gaveUp{})
		}
		if r := []rune(s); l.precision >= 0 && len(r) > l.precision {
			s = string(r[:l.precision])
		}
		if l.zero && l.align == 0 {
			l.fill = "0"
		}
		return l.padded("", s, '<')
	}
	if !isNumber(v) {
		panic(gaveUp{})
	}
	sign, digits := l.number(v)
	if sign == "" && (l.sign == '+' || l.sign == ' ') {
		sign = string(l.sign)
	}
	if l.zero && l.align == 0 {
		l.fill, l.align = "0", '='
	}
	return l.padded(sign, digits, '>')
}

// number gives the sign and the digits of a number.
func (l *layout) number(v value) (sign, digits string) {
	_, float := v.(float64)
	switch {
	case strings.IndexByte("eEfFgG%", l.kind) >= 0 && l.kind != 0 || float:
		digits = l.float(asFloat(v))
	default:
		b, _ := asBig(v)
		switch l.kind {
		case 0, 'd', 'n':
			digits = b.String()
		case 'b':
			digits = b.Text(2)
		case 'o':
			digits = b.Text(8)
		case 'x':
			digits = b.Text(16)
		case 'X':
			digits = strings.ToUpper(b.Text(16))
		default:
			panic(gaveUp{})
		}
		if l.precision >= 0 {
			panic(gaveUp{})
		}
	}
	if rest, ok := strings.CutPrefix(digits, "-"); ok {
		sign, digits = "-", rest
	}
	if l.comma != 0 {
		digits = grouped(digits, l.comma)
	}
	return sign, digits
}

func (l *layout) float(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return floatText(x)
	}
	p := l.precision
	if p < 0 {
		p = 6
	}
	switch l.kind {
	case 'f', 'F':
		return strconv.FormatFloat(x, 'f', p, 64)
	case '%':
		return strconv.FormatFloat(x*100, 'f', p, 64) + "%"
	case 'e', 'E':
		s := strconv.FormatFloat(x, 'e', p, 64)
		if l.kind == 'E' {
			s = strings.ToUpper(s)
		}
		return s
	case 'g', 'G':
		return general(x, max(p, 1), l.kind)
	case 0:
		if l.precision < 0 {
			return floatText(x)
		}
		s := general(x, max(p, 1), 'g')
		if !strings.ContainsAny(s, ".e") {
			if len(strings.TrimPrefix(s, "-")) >= max(p, 1) {
				panic(gaveUp{}) // Python turns to exponents one digit earlier here
			}
			s += ".0"
		}
		return s
	}
	panic(gaveUp{})
}

// general is %g: so many digits, without zeros at the end.
func general(x float64, p int, kind byte) string {
	if x == 0 {
		return "0"
	}
	s := strconv.FormatFloat(x, 'e', p-1, 64)
	_, e, _ := strings.Cut(s, "e")
	exp, _ := strconv.Atoi(e)
	if exp >= -4 && exp < p {
		s = strconv.FormatFloat(x, 'f', p-1-exp, 64)
		if strings.Contains(s, ".") {
			s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
		}
		return s
	}
	mantissa, e, _ := strings.Cut(s, "e")
	if strings.Contains(mantissa, ".") {
		mantissa = strings.TrimRight(strings.TrimRight(mantissa, "0"), ".")
	}
	if kind == 'G' {
		return mantissa + "E" + e
	}
	return mantissa + "e" + e
}

func grouped(digits string, by byte) string {
	head, tail := digits, ""
	if i := strings.IndexAny(digits, ".e%"); i >= 0 {
		head, tail = digits[:i], digits[i:]
	}
	var b strings.Builder
	for i := range len(head) {
		if i > 0 && (len(head)-i)%3 == 0 {
			b.WriteByte(by)
		}
		b.WriteByte(head[i])
	}
	return b.String() + tail
}

func (l *layout) padded(sign, s string, usual byte) string {
	missing := l.width - utf8.RuneCountInString(sign) - utf8.RuneCountInString(s)
	if missing <= 0 {
		return sign + s
	}
	align := l.align
	if align == 0 {
		align = usual
	}
	switch align {
	case '<':
		return sign + s + strings.Repeat(l.fill, missing)
	case '^':
		return strings.Repeat(l.fill, missing/2) + sign + s + strings.Repeat(l.fill, missing-missing/2)
	case '=':
		return sign + strings.Repeat(l.fill, missing) + s
	}
	return strings.Repeat(l.fill, missing) + sign + s
}

// percent is text % values.
func (m *Machine) percent(format string, v value) value {
	var args []value
	named, _ := v.(*dict)
	if t, ok := v.(*tuple); ok {
		args = t.items
	} else {
		args = []value{v}
	}
	var b strings.Builder
	n := 0
	for {
		head, rest, found := strings.Cut(format, "%")
		b.WriteString(head)
		if !found {
			break
		}
		if strings.HasPrefix(rest, "%") {
			b.WriteByte('%')
			format = rest[1:]
			continue
		}
		var x value
		if strings.HasPrefix(rest, "(") {
			key, after, ok := strings.Cut(rest[1:], ")")
			if !ok || named == nil {
				panic(gaveUp{})
			}
			x, rest, n = m.entryOf(named, key), after, len(args)
		} else {
			if n >= len(args) {
				m.raise("TypeError", "")
			}
			x = args[n]
			n++
		}
		s, after := m.percentField(rest, x)
		b.WriteString(s)
		format = after
	}
	if n < len(args) && named == nil {
		m.raise("TypeError", "")
	}
	return b.String()
}

func (m *Machine) percentField(s string, v value) (text, rest string) {
	l := layout{fill: " ", precision: -1, align: '>'}
	for s != "" && strings.IndexByte("-+ 0", s[0]) >= 0 {
		switch s[0] {
		case '-':
			l.align = '<'
		case '0':
			l.zero = true
		default:
			l.sign = s[0]
		}
		s = s[1:]
	}
	l.width, s = leading(s, 0)
	if strings.HasPrefix(s, ".") {
		l.precision, s = leading(s[1:], 0)
	}
	if s == "" || l.width > 4000 || l.precision > 300 {
		panic(gaveUp{})
	}
	l.kind = s[0]
	switch l.kind {
	case 's':
		l.kind, l.sign, l.zero = 0, 0, false
		return m.laidOut(m.text(v), l), s[1:]
	case 'r':
		l.kind, l.sign, l.zero = 0, 0, false
		return m.laidOut(m.repr(v), l), s[1:]
	case 'd', 'i', 'u':
		l.kind = 'd'
		if x, ok := v.(float64); ok {
			v = int(x)
		}
		fallthrough
	case 'f', 'F', 'e', 'E', 'g', 'G', 'x', 'X', 'o':
		if !isNumber(sure(v)) || l.kind == 'd' && l.precision >= 0 {
			panic(gaveUp{})
		}
		if l.zero && l.align == '>' {
			l.align = 0
		}
		return m.laidOut(v, l), s[1:]
	}
	panic(gaveUp{})
}
