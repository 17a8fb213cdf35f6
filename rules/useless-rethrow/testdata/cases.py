def f(x, y):
    try:
        x()
    except ValueError as e:  # want
        raise e
    try:
        x()
    except ValueError:
        y()
    except KeyError:  # want
        raise
    try:
        x()
    except:  # want
        raise
    finally:
        y()
    try:
        x()
    except KeyError:
        raise
    except Exception:
        y()
    try:
        x()
    except KeyError as e:
        raise ValueError from e
    try:
        x()
    except KeyError as e:
        raise y
    try:
        try:
            x()
        except OSError:  # want
            raise
    except ValueError:
        return None
