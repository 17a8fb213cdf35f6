package ci

import (
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"strings"
)

// Surroundings is what a CI system says about the change that it runs for.
type Surroundings struct {
	// Name is the system's, for people; "git" where there is none.
	Name string
	// Forge is the code host that the change stands on, "" when it is not known.
	Forge string
	// Request is the number of the pull or merge request, "" without one.
	Request string
	// Repository, Project and API are how the forge's interface names them.
	Repository, Project, API string
	// Server is the address of the forge's pages.
	Server string
	// Base is a commit that the change starts from as the system sees it, Target
	// the branch that it is to be merged into. Either may be empty.
	Base, Target string
	// Head is the last commit of the change; "" stands for what is checked out.
	Head string
	// Branch is the change's own branch.
	Branch string
	// Exact is set when Base is to be compared with as it is, and not where the
	// two parted.
	Exact bool
	// Summary is a file that the system shows as a page, Annotations is set when
	// it reads messages from the output.
	Summary     string
	Annotations bool
}

// Detect reads the surroundings from the environment; event is the content of
// the file in which GitHub describes what happened, as far as there is one.
func Detect(env func(string) string, event []byte) Surroundings {
	for _, d := range []func(func(string) string, []byte) (Surroundings, bool){github, gitlab, bitbucket, azure, gerrit, jenkins} {
		if s, ok := d(env, event); ok {
			if api := env("LEADLINE_FORGE_API"); api != "" {
				s.API = api
			}
			return s
		}
	}
	return Surroundings{Name: "git"}
}

// Event is the file that describes what happened, "" without one.
func Event(env func(string) string) string { return env("GITHUB_EVENT_PATH") }

func github(env func(string) string, event []byte) (Surroundings, bool) {
	if env("GITHUB_ACTIONS") != "true" {
		return Surroundings{}, false
	}
	s := Surroundings{Name: "GitHub Actions", Forge: "github", Repository: env("GITHUB_REPOSITORY"), API: env("GITHUB_API_URL"),
		Server: env("GITHUB_SERVER_URL"), Branch: env("GITHUB_HEAD_REF"), Target: env("GITHUB_BASE_REF"), Summary: env("GITHUB_STEP_SUMMARY"), Annotations: true}
	var e struct {
		Before      string `json:"before"`
		Forced      bool   `json:"forced"`
		PullRequest *struct {
			Number json.Number `json:"number"`
			Base   struct {
				SHA string `json:"sha"`
				Ref string `json:"ref"`
			} `json:"base"`
			Head struct {
				SHA string `json:"sha"`
				Ref string `json:"ref"`
			} `json:"head"`
		} `json:"pull_request"`
		MergeGroup *struct {
			BaseSHA string `json:"base_sha"`
		} `json:"merge_group"`
		Repository struct {
			DefaultBranch string `json:"default_branch"`
		} `json:"repository"`
	}
	if json.Unmarshal(event, &e) != nil {
		return s, true // the plain rules decide
	}
	switch {
	case e.PullRequest != nil:
		s.Request, s.Base, s.Target = e.PullRequest.Number.String(), e.PullRequest.Base.SHA, e.PullRequest.Base.Ref
		s.Branch, s.Head = e.PullRequest.Head.Ref, e.PullRequest.Head.SHA
	case e.MergeGroup != nil:
		s.Base, s.Exact = e.MergeGroup.BaseSHA, true
	default:
		s.Branch = strings.TrimPrefix(env("GITHUB_REF"), "refs/heads/")
		pushed(&s, e.Before, e.Forced, e.Repository.DefaultBranch)
	}
	return s, true
}

// Ref is what a service keeps the change under: its request, as a branch of somebody
// else's copy may have any name; else its branch, or the one that is checked out;
// else the commit.
func (s *Surroundings) Ref(branch, commit string) string {
	switch {
	case s.Request != "":
		return "request-" + s.Request
	case s.Branch != "":
		return s.Branch
	case branch != "":
		return branch
	}
	return commit
}

// Link gives the addresses of lines of a commit, for paths below root; nil when
// the code host's pages are not known.
func (s *Surroundings) Link(commit, root string) func(file string, line int) string {
	form := map[string]string{"github": "/blob/%s/%s#L%d", "gitlab": "/-/blob/%s/%s#L%d", "bitbucket": "/src/%s/%s#lines-%d"}[s.Forge]
	if form == "" || s.Server == "" || s.Repository == "" {
		return nil
	}
	return func(file string, line int) string {
		return s.Server + "/" + s.Repository + fmt.Sprintf(form, commit, (&url.URL{Path: path.Join(root, file)}).EscapedPath(), line)
	}
}

// pushed sets what a push is compared with: what the branch was before, unless
// it is new or was written anew; then where it parted from the main one.
func pushed(s *Surroundings, before string, forced bool, main string) {
	if forced || strings.Trim(before, "0") == "" {
		if main != s.Branch {
			s.Target = main
		}
		return
	}
	s.Base, s.Exact = before, true
	if main != s.Branch {
		s.Target = main // where the former commit is gone
	}
}

func gitlab(env func(string) string, _ []byte) (Surroundings, bool) {
	if env("GITLAB_CI") != "true" {
		return Surroundings{}, false
	}
	s := Surroundings{Name: "GitLab CI", Forge: "gitlab", Project: env("CI_PROJECT_ID"), Repository: env("CI_PROJECT_PATH"), API: env("CI_API_V4_URL"),
		Server: env("CI_SERVER_URL"), Branch: env("CI_COMMIT_BRANCH"), Head: env("CI_COMMIT_SHA"), Request: env("CI_MERGE_REQUEST_IID")}
	if s.Request != "" {
		s.Base, s.Target, s.Branch = env("CI_MERGE_REQUEST_DIFF_BASE_SHA"), env("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"), env("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME")
		return s, true
	}
	pushed(&s, env("CI_COMMIT_BEFORE_SHA"), false, env("CI_DEFAULT_BRANCH"))
	return s, true
}

func bitbucket(env func(string) string, _ []byte) (Surroundings, bool) {
	if env("BITBUCKET_BUILD_NUMBER") == "" {
		return Surroundings{}, false
	}
	s := Surroundings{Name: "Bitbucket Pipelines", Forge: "bitbucket", Repository: env("BITBUCKET_REPO_FULL_NAME"), API: "https://api.bitbucket.org/2.0",
		Server: "https://bitbucket.org", Branch: env("BITBUCKET_BRANCH"), Head: env("BITBUCKET_COMMIT"), Request: env("BITBUCKET_PR_ID")}
	if s.Request != "" {
		s.Base, s.Target = env("BITBUCKET_PR_DESTINATION_COMMIT"), env("BITBUCKET_PR_DESTINATION_BRANCH")
	}
	return s, true
}

func azure(env func(string) string, _ []byte) (Surroundings, bool) {
	if env("TF_BUILD") == "" {
		return Surroundings{}, false
	}
	s := Surroundings{Name: "Azure Pipelines", Forge: "azure", Repository: env("BUILD_REPOSITORY_ID"), Project: env("SYSTEM_TEAMPROJECT"),
		API: strings.TrimSuffix(env("SYSTEM_COLLECTIONURI"), "/"), Branch: strings.TrimPrefix(env("BUILD_SOURCEBRANCH"), "refs/heads/"), Request: env("SYSTEM_PULLREQUEST_PULLREQUESTID")}
	if s.Request != "" {
		s.Target = strings.TrimPrefix(env("SYSTEM_PULLREQUEST_TARGETBRANCH"), "refs/heads/")
		s.Branch, s.Head = strings.TrimPrefix(env("SYSTEM_PULLREQUEST_SOURCEBRANCH"), "refs/heads/"), env("SYSTEM_PULLREQUEST_SOURCECOMMITID")
	}
	return s, true
}

// gerrit is Jenkins with Gerrit's trigger: a change is one commit on top of its
// parent.
func gerrit(env func(string) string, _ []byte) (Surroundings, bool) {
	if env("GERRIT_CHANGE_NUMBER") == "" {
		return Surroundings{}, false
	}
	return Surroundings{Name: "Gerrit", Forge: "gerrit", Repository: env("GERRIT_PROJECT"), Request: env("GERRIT_CHANGE_NUMBER"),
		Project: env("GERRIT_PATCHSET_NUMBER"), API: strings.TrimSuffix(env("GERRIT_URL"), "/"), Head: env("GERRIT_PATCHSET_REVISION"), Branch: env("GERRIT_BRANCH")}, true
}

func jenkins(env func(string) string, _ []byte) (Surroundings, bool) {
	if env("JENKINS_URL") == "" {
		return Surroundings{}, false
	}
	s := Surroundings{Name: "Jenkins", Request: env("CHANGE_ID"), Target: env("CHANGE_TARGET"), Branch: env("BRANCH_NAME")}
	if s.Request != "" {
		s.Branch = env("CHANGE_BRANCH")
		return s, true
	}
	if before := env("GIT_PREVIOUS_SUCCESSFUL_COMMIT"); before != "" {
		s.Base, s.Exact = before, true
	}
	return s, true
}
