import google.auth.transport.requests
import google.oauth2.service_account
import pydrive.drive
import pydrive.files
import pydrive2.drive

from leadline_proof import sink, source

drive = pydrive.drive.GoogleDrive(None)
sink(drive.ListFile({"q": source()}))  # clean
sink(drive.ListFile({"q": "a"}).GetList())  # source: remote-content
sink(drive.CreateFile({"title": source()}))  # clean
sink(pydrive2.drive.GoogleDrive(None).CreateFile({}).GetContentString())  # source: remote-content


def content(x: pydrive.files.GoogleDriveFile):
    sink(x.FetchContent())  # source: remote-content
    x.GetContentFile(source())  # sink: file-path
    x.SetContentFile(source())  # sink: file-path


sink(google.oauth2.service_account.Credentials.from_service_account_info(source()))  # flows
sink(google.oauth2.service_account.Credentials.from_service_account_file(source()))  # flows
sink(google.auth.transport.requests.AuthorizedSession(source()))  # clean
session = google.auth.transport.requests.AuthorizedSession(None)
session.get(source())  # sink: url
session.post(source())  # sink: url
session.put(source())  # sink: url
session.patch(source())  # sink: url
session.delete(source())  # sink: url
sink(session.get("https://host/"))  # source: remote-content
