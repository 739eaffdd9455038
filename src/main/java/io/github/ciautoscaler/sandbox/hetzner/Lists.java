package io.github.ciautoscaler.sandbox.hetzner;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.sandbox.wire.LabelSelector;
import io.github.ciautoscaler.sandbox.wire.Page;
import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Filters, order and pages that all lists of this API share. */
final class Lists {

  private static final int DEFAULT_PAGE = 25;
  private static final int LARGEST_PAGE = 50;
  private static final Set<String> SORTABLE = Set.of("id", "name", "created", "status", "command");

  private Lists() {}

  /** The whole answer for this list: filtered by name, label selector and the given fields. */
  static Response answer(
      Request request, String wrapper, List<ObjectNode> all, String... filterFields) {
    List<ObjectNode> wanted = new ArrayList<>(all);
    for (String field : filterFields) {
      List<String> values = request.all(field);
      wanted.removeIf(item -> !values.isEmpty() && !values.contains(item.path(field).asString("")));
    }
    String text = request.first("label_selector").orElse("");
    LabelSelector selector =
        LabelSelector.parse(text)
            .orElseThrow(() -> HetznerError.invalid("label_selector", "invalid label selector"));
    wanted.removeIf(item -> !selector.matches(labelsOf(item)));
    wanted.sort(order(request.all("sort")));
    return paged(request, wrapper, wanted);
  }

  private static Map<String, String> labelsOf(ObjectNode item) {
    Map<String, String> labels = new HashMap<>();
    item.path("labels").properties().forEach(e -> labels.put(e.getKey(), e.getValue().asString()));
    return labels;
  }

  private static Comparator<ObjectNode> order(List<String> sorts) {
    Comparator<ObjectNode> byId = Comparator.comparingLong(item -> item.path("id").asLong());
    return sorts.stream().map(Lists::order).reduce(Comparator::thenComparing).orElse(byId);
  }

  private static Comparator<ObjectNode> order(String sort) {
    String[] parts = sort.split(":", 2);
    boolean descending = parts.length == 2 && parts[1].equals("desc");
    if (!SORTABLE.contains(parts[0])) {
      throw HetznerError.invalid("sort", "is not a sortable field");
    }
    Comparator<ObjectNode> by =
        parts[0].equals("id")
            ? Comparator.comparingLong(item -> item.path("id").asLong())
            : Comparator.comparing(item -> item.path(parts[0]).asString(""));
    return descending ? by.reversed() : by;
  }

  private static Response paged(Request request, String wrapper, List<ObjectNode> all) {
    int perPage = atLeastOne(request, "per_page", DEFAULT_PAGE);
    if (perPage > LARGEST_PAGE) {
      throw HetznerError.invalid("per_page", "must be at most 50");
    }
    Page<ObjectNode> page = Page.of(all, atLeastOne(request, "page", 1), perPage);
    List<JsonNode> items = List.copyOf(page.items());
    return Response.json(
        200, Json.object(wrapper, items, "meta", Json.object("pagination", pagination(page))));
  }

  private static int atLeastOne(Request request, String name, int otherwise) {
    int number = request.first(name).isEmpty() ? otherwise : request.number(name, 0);
    if (number < 1) {
      throw HetznerError.invalid(name, "must be at least 1");
    }
    return number;
  }

  private static ObjectNode pagination(Page<?> page) {
    return Json.object(
        "page",
        page.number(),
        "per_page",
        page.size(),
        "previous_page",
        page.number() > 1 ? page.number() - 1 : null,
        "next_page",
        page.number() < page.last() ? page.number() + 1 : null,
        "last_page",
        page.last(),
        "total_entries",
        page.total());
  }
}
