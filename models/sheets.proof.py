import openpyxl
import openpyxl.worksheet.worksheet

from leadline_proof import sink, source

book = openpyxl.load_workbook(source())
sink(book)  # flows
sink(book.active.iter_rows(min_row=2))  # flows
sink(book.active.iter_cols())  # flows
sink(book["sheet"].cell(1, 2))  # flows
sink(openpyxl.Workbook().create_sheet(source()))  # clean
sink(openpyxl.Workbook().copy_worksheet(source()))  # clean
sink(openpyxl.Workbook().close())  # clean


def paths(x: openpyxl.worksheet.worksheet.Worksheet):
    openpyxl.load_workbook(str(source()))  # sink: file-path
    openpyxl.Workbook().save(str(source()))  # sink: file-path
    sink(x.append(source()))  # clean
    sink(x.insert_rows(source()))  # clean
    sink(x.delete_rows(source()))  # clean


import xlsxwriter
import xlsxwriter.worksheet


def cells(x: openpyxl.worksheet.worksheet.Worksheet, name):
    x.append(["a", source()])  # sink: sheet-cell
    x.cell(1, 2, source())  # sink: sheet-cell
    x.cell(row=1, column=2, value=source())  # sink: sheet-cell
    openpyxl.Workbook().active["A1"] = source()  # sink: sheet-cell
    sheet = xlsxwriter.Workbook(name).add_worksheet()
    sheet.write(0, 0, source())  # sink: sheet-cell
    sheet.write_string("A1", source())  # sink: sheet-cell
    sheet.write_row(0, 0, [source()])  # sink: sheet-cell
    sheet.write_column(0, 0, [source()])  # sink: sheet-cell
    xlsxwriter.worksheet.Worksheet  # silent
