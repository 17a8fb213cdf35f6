SESSION_COOKIE_HTTPONLY = False  # want
SESSION_COOKIE_SAMESITE = "None"  # want
CSRF_COOKIE_HTTPONLY = False
LANGUAGE_COOKIE_HTTPONLY = False
NAME = "auth_token"


def view(app, response, on):
    response.set_cookie(NAME, "x", httponly=False)  # want
    response.set_cookie(key="sid", value="x", httponly=0)  # want
    response.set_signed_cookie("user", "x", samesite="none", secure=True)  # want
    app.config["SESSION_COOKIE_HTTPONLY"] = False  # want
    app.config.update(SESSION_COOKIE_HTTPONLY=True)
    response.set_cookie("csrf_token", "x", httponly=False)
    response.set_cookie("language", "en", samesite="None")
    response.set_cookie("sid", "x", httponly=on)
    response.set_cookie("sid", "x", samesite="Strict")
