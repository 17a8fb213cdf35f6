"""Everything that speaks SQL."""

import sqlite3


class Store:
    """The books and the customers."""

    def __init__(self, path="shop.db"):
        self.connection = sqlite3.connect(path)

    def search(self, words, order):
        """Books whose title holds the words, which come from the page."""
        query = "SELECT title, author FROM books WHERE title LIKE '%" + words + "%'"
        if order:
            query += " ORDER BY " + order
        return self.connection.execute(query).fetchall()  # vulnerable: sql-injection

    def search_safely(self, words, order):
        """The same with a parameter and a fixed set of orders."""
        columns = {"title": "title", "author": "author"}
        query = "SELECT title, author FROM books WHERE title LIKE ? ORDER BY " + columns.get(order, "title")
        return self.connection.execute(query, ("%" + words + "%",)).fetchall()

    def customer(self, name):
        row = self.connection.execute("SELECT name, digest FROM customers WHERE name = ?", (name,)).fetchone()
        return row
