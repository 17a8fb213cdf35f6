import imgkit
import pdfkit
import weasyprint

from leadline_proof import sink, source

pdfkit.from_url(source(), "out.pdf")  # sink: url
pdfkit.from_url("https://host/" + source(), "out.pdf")  # silent
pdfkit.from_file(source(), "out.pdf")  # sink: file-path
pdfkit.from_string("<p>", source())  # sink: file-path
imgkit.from_url(source(), "out.png")  # sink: url
imgkit.from_file("page.html", source())  # sink: file-path
weasyprint.HTML(url=source())  # sink: url
weasyprint.HTML(filename=source())  # sink: file-path
weasyprint.HTML(string="<p>").write_pdf(source())  # sink: file-path
weasyprint.HTML(string="<p>").write_png(target=source())  # sink: file-path
