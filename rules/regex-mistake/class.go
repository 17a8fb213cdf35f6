package check

// member is one end of a range in a class, or a character of its own.
type member struct {
	r     rune
	class bool // \w and the like
	code  bool // written by its number
}

// class reads brackets.
func (r *reader) class() item {
	start := r.i
	r.i++
	if r.at("^") {
		r.i++
	}
	if r.at(":") {
		if end := r.i + 1; named(r.text[end:]) {
			r.fault("Python knows no named classes such as `[:alpha:]`")
			r.skipClass()
			return item{least: 1}
		}
	}
	negative := r.text[r.i-1] == '^' && r.i-1 == start+1
	seen := map[rune]bool{}
	breaking := negative
	for first := true; ; first = false {
		if r.i >= len(r.text) {
			r.breaks("a bracket is not closed")
			return item{}
		}
		if r.text[r.i] == ']' && !first {
			r.i++
			return item{least: 1, solid: !breaking}
		}
		if r.at("[:") && named(r.text[r.i+2:]) {
			r.fault("Python knows no named classes such as `[:alpha:]`")
			r.skipClass()
			return item{least: 1}
		}
		low := r.member()
		if r.broken {
			return item{}
		}
		breaking = breaking || low.r == '\n' || low.class && low.r != 'w' && low.r != 'd'
		if r.at("-") && r.i+1 < len(r.text) && r.text[r.i+1] != ']' {
			r.i++
			high := r.member()
			if r.broken {
				return item{}
			}
			r.span(low, high)
			breaking = breaking || low.r <= '\n'
			continue
		}
		if !low.class {
			if seen[low.r] {
				r.fault("the class names `" + string(low.r) + "` twice")
			}
			seen[low.r] = true
		}
	}
}

// skipClass passes over a class that other languages would read otherwise.
func (r *reader) skipClass() {
	for r.i < len(r.text) && r.text[r.i] != ']' {
		r.i++
	}
	for r.i < len(r.text) && r.text[r.i] == ']' {
		r.i++
	}
}

// named tells whether a text goes on as the name of a class of other languages.
func named(rest []rune) bool {
	for i, c := range rest {
		if c == ':' {
			return i > 2 && i+1 < len(rest) && rest[i+1] == ']'
		}
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return false
}

// member reads one character of a class.
func (r *reader) member() member {
	c := r.text[r.i]
	r.i++
	if c != '\\' {
		return member{r: c}
	}
	if r.i >= len(r.text) {
		r.breaks("a bracket is not closed")
		return member{}
	}
	c = r.text[r.i]
	r.i++
	switch c {
	case 'b':
		r.fault("`\\b` in a class is a backspace")
		return member{r: '\b', code: true}
	case 'd', 'D', 'w', 'W', 's', 'S':
		return member{r: c, class: true}
	case 'n':
		return member{r: '\n', code: true}
	case 't', 'r', 'f', 'v', 'a':
		return member{r: -c, code: true}
	case 'x', 'u', 'U', 'N', '0', '1', '2', '3', '4', '5', '6', '7':
		from := r.i
		for r.i < len(r.text) && r.i-from < map[rune]int{'x': 2, 'u': 4, 'U': 8, 'N': 60}[c]+2 && hex(r.text[r.i]) && (c != 'x' || r.i-from < 2) && (c != 'u' || r.i-from < 4) {
			r.i++
		}
		return member{r: -1 - rune(from), code: true}
	}
	return member{r: c}
}

func hex(c rune) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// span looks at a range.
func (r *reader) span(low, high member) {
	if low.class || high.class {
		r.breaks("a range of a class needs a character at each end")
		return
	}
	if low.code || high.code {
		return
	}
	shown := "`" + string(low.r) + "-" + string(high.r) + "`"
	switch a, b := kindOf(low.r), kindOf(high.r); {
	case low.r > high.r:
		r.breaks("the range " + shown + " ends before it begins")
	case a == 'A' && b == 'a' || a == '0' && (b == 'A' || b == 'a'):
		r.fault("the range " + shown + " holds signs between the letters as well")
	case a == '.' && b != '.' && low.r > '!' && low.r != '$', a != '.' && b == '.' && high.r < '~':
		r.fault("the range " + shown + " from a sign to a letter or digit holds much between them")
	case a == '.' && b == '.' && low.r > '!' && high.r < '~' && holds(low.r, high.r):
		r.fault("the range " + shown + " of signs holds letters or digits")
	}
}

// kindOf is A, a or 0 for letters and digits, and a point for signs; 'x' beyond ASCII.
func kindOf(c rune) rune {
	switch {
	case c >= 'A' && c <= 'Z':
		return 'A'
	case c >= 'a' && c <= 'z':
		return 'a'
	case c >= '0' && c <= '9':
		return '0'
	case c > 0x7f:
		return 'x'
	}
	return '.'
}

// holds tells whether letters or digits lie between two signs.
func holds(low, high rune) bool {
	for c := low; c <= high; c++ {
		if kindOf(c) != '.' {
			return true
		}
	}
	return false
}
