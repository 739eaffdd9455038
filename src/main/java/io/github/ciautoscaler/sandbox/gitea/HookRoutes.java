package io.github.ciautoscaler.sandbox.gitea;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.sandbox.wire.Page;
import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.sandbox.wire.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The system webhooks of the simulated forge: {@code /api/v1/admin/hooks}. */
public final class HookRoutes {

  private static final String HOOKS = "/api/v1/admin/hooks";
  private static final int LARGEST_PAGE = 50;

  private final Access access;
  private final TreeMap<Long, Hook> hooks = new TreeMap<>();
  private long last;

  HookRoutes(Access access) {
    this.access = access;
  }

  /**
   * One webhook.
   *
   * @param base the forge's own address, as who made it called it
   */
  public record Hook(
      long id, String url, String secret, List<String> events, boolean active, String base) {
    public Hook {
      events = List.copyOf(events);
    }
  }

  /** Those that deliver this event. */
  public List<Hook> of(String event) {
    return hooks.values().stream()
        .filter(hook -> hook.active() && hook.events().contains(event))
        .toList();
  }

  void addTo(Routes routes) {
    routes
        .on("GET", HOOKS, (request, _) -> allowed(request, () -> list(request)))
        .on("POST", HOOKS, (request, _) -> allowed(request, () -> create(request)))
        .on(
            "PATCH",
            HOOKS + "/{id}",
            (request, path) -> allowed(request, () -> edit(request, path)))
        .on(
            "DELETE",
            HOOKS + "/{id}",
            (request, path) -> allowed(request, () -> delete(request, path)));
  }

  private Response allowed(Request request, Supplier<Response> then) {
    return access.refuse(request).orElseGet(then);
  }

  private Response list(Request request) {
    int limit = request.number("limit", 30);
    Page<Hook> page =
        Page.of(
            List.copyOf(hooks.values()),
            Math.max(1, request.number("page", 1)),
            Math.min(limit <= 0 ? 30 : limit, LARGEST_PAGE));
    List<JsonNode> items = page.items().stream().map(HookRoutes::json).toList();
    return Response.json(200, Json.of(items))
        .with("Content-Type", ForgeFace.JSON)
        .with("X-Total-Count", String.valueOf(page.total()));
  }

  private Response create(Request request) {
    Optional<JsonNode> body = Json.parse(request.body());
    String url = body.map(it -> it.at("/config/url").asString("")).orElse("");
    if (url.isEmpty() || !body.orElseThrow().at("/config/content_type").isString()) {
      return GiteaError.of(422, "Missing config option: url or content_type", request);
    }
    if (!body.get().at("/config/is_system_webhook").asString("").equals("true")) {
      return GiteaError.of(422, "the sandbox has system webhooks only", request);
    }
    Hook hook = with(body.get(), new Hook(++last, "", "", List.of("push"), false, request.base()));
    hooks.put(hook.id(), hook);
    return Response.json(201, json(hook)).with("Content-Type", ForgeFace.JSON);
  }

  private Response edit(Request request, Map<String, String> path) {
    Optional<Hook> old = find(path);
    if (old.isEmpty()) {
      return GiteaError.of(404, "webhook does not exist", request);
    }
    Hook hook = with(Json.parse(request.body()).orElse(Json.object()), old.get());
    hooks.put(hook.id(), hook);
    return Response.json(200, json(hook)).with("Content-Type", ForgeFace.JSON);
  }

  private Response delete(Request request, Map<String, String> path) {
    return find(path).map(hook -> hooks.remove(hook.id())).isPresent()
        ? Response.empty(204)
        : GiteaError.of(404, "webhook does not exist", request);
  }

  private Optional<Hook> find(Map<String, String> path) {
    String id = path.getOrDefault("id", "");
    return id.matches("\\d{1,18}")
        ? Optional.ofNullable(hooks.get(Long.parseLong(id)))
        : Optional.empty();
  }

  /** What the body says, and for the rest what was. */
  private static Hook with(JsonNode body, Hook old) {
    List<String> events = new ArrayList<>();
    body.path("events").forEach(event -> events.add(event.asString("")));
    return new Hook(
        old.id(),
        body.at("/config/url").asString(old.url()),
        body.at("/config/secret").asString(old.secret()),
        events.isEmpty() ? old.events() : events,
        body.path("active").asBoolean(old.active()),
        old.base());
  }

  /** Its secret is never shown. */
  private static JsonNode json(Hook hook) {
    return Json.object(
        "id",
        hook.id(),
        "type",
        "gitea",
        "config",
        Json.object("content_type", "json", "url", hook.url()),
        "events",
        hook.events(),
        "active",
        hook.active());
  }
}
