import os

from stock import rows_of


def main():
    name = input("Which table? ")
    os.system("gzip -k " + os.environ["REPORT_FILE"])
    print(rows_of(name))


if __name__ == "__main__":
    main()
