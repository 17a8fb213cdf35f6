import hmac

from django.http import HttpRequest
from flask import request
from werkzeug.security import check_password_hash


def delete(user, post):
    assert user.is_authenticated  # want
    assert user.id == post.owner_id, "not yours"  # want
    post.delete()


def admin(request, key):
    assert request.user.is_superuser  # want
    assert request.user.has_perm("shop.delete_order"), "no"  # want
    return key


def login(user, password):
    assert check_password_hash(user.password_hash, password)  # want
    return True


def hook(body, signature, expected):
    assert hmac.compare_digest(signature, expected)  # want
    return body


def upload():
    name = request.form["name"]
    assert request.content_length < 10_000  # want
    assert name  # ok
    return name


def good_raise(user):
    if not user.is_authenticated:
        raise PermissionError
    assert isinstance(user.name, str)  # ok
    return user


def good_internal(rows, token):
    assert token is not None  # ok: for a type checker
    assert len(rows) > 0  # ok
    return rows[0]


def good_shape(tokens, mask):
    assert tokens.shape == mask.shape  # ok
    assert tokens[0].is_special  # ok
    return tokens


def good_narrowed(request: HttpRequest) -> str:
    assert request.user.is_authenticated  # ok: for a type checker
    return request.user.name
