package io.github.ciautoscaler.sandbox.gitea;

import io.github.ciautoscaler.sandbox.wire.Page;
import io.github.ciautoscaler.sandbox.wire.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gitea's Link header. */
final class PageLinks {

  private PageLinks() {}

  /** Empty where everything is on one page. */
  static String of(Request request, Page<?> page) {
    List<String> links = new ArrayList<>();
    if (page.number() < page.last()) {
      links.add(link(request, page, page.number() + 1, "next"));
      links.add(link(request, page, page.last(), "last"));
    }
    if (page.number() > 1) {
      links.add(link(request, page, 1, "first"));
      links.add(link(request, page, page.number() - 1, "prev"));
    }
    return String.join(",", links);
  }

  private static String link(Request request, Page<?> page, int number, String relation) {
    Map<String, List<String>> query = new TreeMap<>(request.query());
    query.put("limit", List.of(String.valueOf(page.size())));
    query.put("page", List.of(String.valueOf(number)));
    List<String> pairs = new ArrayList<>();
    query.forEach(
        (name, values) -> values.forEach(v -> pairs.add(encoded(name) + "=" + encoded(v))));
    return "<%s%s?%s>; rel=\"%s\""
        .formatted(request.base(), request.path(), String.join("&", pairs), relation);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
