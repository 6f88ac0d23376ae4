#include <curl/curl.h>

// Swift can't call functions with variable arguments, so each kind of option has a name of its own.
static inline CURLcode countback_set_number(CURL *handle, CURLoption option, long value) { return curl_easy_setopt(handle, option, value); }
static inline CURLcode countback_set_size(CURL *handle, CURLoption option, curl_off_t value) { return curl_easy_setopt(handle, option, value); }
static inline CURLcode countback_set_text(CURL *handle, CURLoption option, const char *value) { return curl_easy_setopt(handle, option, value); }
static inline CURLcode countback_set_list(CURL *handle, CURLoption option, struct curl_slist *value) { return curl_easy_setopt(handle, option, value); }
static inline CURLcode countback_set_context(CURL *handle, CURLoption option, void *value) { return curl_easy_setopt(handle, option, value); }
static inline CURLcode countback_set_buffer(CURL *handle, char *value) { return curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, value); }
static inline CURLcode countback_set_read(CURL *handle, size_t (*value)(char *, size_t, size_t, void *)) { return curl_easy_setopt(handle, CURLOPT_READFUNCTION, value); }
static inline CURLcode countback_set_debug(CURL *handle, int (*value)(CURL *, curl_infotype, char *, size_t, void *)) { return curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, value); }
static inline CURLcode countback_set_write(CURL *handle, size_t (*value)(char *, size_t, size_t, void *)) { return curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, value); }
static inline long countback_number(CURL *handle, CURLINFO info) { long value = 0; curl_easy_getinfo(handle, info, &value); return value; }
