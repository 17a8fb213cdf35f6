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
