// Package check finds S3 calls that do not say who owns the bucket.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func operations() map[string]bool {
	out := map[string]bool{}
	for _, op := range []string{"put_object", "get_object", "head_object", "delete_object", "delete_objects", "copy_object", "list_objects_v2", "list_objects",
		"head_bucket", "put_bucket_policy", "get_bucket_policy", "upload_part", "upload_part_copy", "create_multipart_upload", "get_object_tagging", "put_object_tagging",
		"put_object_acl", "delete_bucket", "get_bucket_location"} {
		out[op] = true
	}
	return out
}

// Check looks at calls with a Bucket that is no constant.
func Check(p *rule.Pass) {
	known := operations()
	for c := range rule.All[*syntax.Call](p) {
		op := rule.LastName(c.Func)
		bucket := rule.Keyword(c, "Bucket")
		if !known[op] || bucket == nil || rule.Open(c) || p.Constant(bucket) != nil {
			continue
		}
		copies := op == "copy_object" || op == "upload_part_copy"
		switch {
		case rule.Keyword(c, "ExpectedBucketOwner") == nil:
			p.Report(c, "")
		case copies && rule.Keyword(c, "ExpectedSourceBucketOwner") == nil:
			p.Report(c, "whose the source bucket is is not checked: pass ExpectedSourceBucketOwner")
		}
	}
}
