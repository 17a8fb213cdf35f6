def a(items):
    text = ""
    for item in items:
        text += str(item)  # want
    return text


def b(lines):
    out = "header\n"
    for line in lines:
        out = out + line + "\n"  # want
    return out


def c(n):
    data = b""
    while n:
        data += b"x"  # want
        n -= 1
    return data


def d(items):
    result = str()
    for item in items:
        result += f"{item}, "  # want
    return result


class Report:
    def render(self, rows):
        html = ""
        for row in rows:
            for cell in row:
                html += "<td>%s</td>" % cell  # want
        return html


def e(items):
    total = 0
    for item in items:
        total += item  # ok
    parts = []
    for item in items:
        parts.append(str(item))  # ok
    rows = []
    for item in items:
        rows += [item]  # ok
    for item in items:
        text = ""
        text += "a"  # ok
        print(text)
    return total, "".join(parts), rows


def f(items):
    text = ""
    for item in items:
        if item:
            text += "found"  # ok
            break
    return text
