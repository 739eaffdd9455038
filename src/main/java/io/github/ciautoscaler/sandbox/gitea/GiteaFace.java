package io.github.ciautoscaler.sandbox.gitea;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.sandbox.wire.Page;
import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.sandbox.wire.Routes;
import io.github.ciautoscaler.simulator.ForgeJob;
import io.github.ciautoscaler.simulator.ForgeWorld;
import io.github.ciautoscaler.simulator.RunnerRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The part of Gitea's API that an autoscaler of Actions runners uses. */
public final class GiteaFace implements ForgeFace {

  private static final Map<ForgeScope.Kind, String> ROOTS =
      Map.of(
          ForgeScope.Kind.ADMIN, "/api/v1/admin/actions/",
          ForgeScope.Kind.ORG, "/api/v1/orgs/{owner}/actions/",
          ForgeScope.Kind.USER, "/api/v1/user/actions/",
          ForgeScope.Kind.REPO, "/api/v1/repos/{owner}/{name}/actions/");

  private static final int DEFAULT_PAGE = 30;
  private static final int LARGEST_PAGE = 50;

  private final ForgeWorld forge;
  private final String version;
  private final StatusWords words;
  private final Access access;
  private final HookRoutes hooks;
  private final Routes routes;
  private final TreeSet<Long> orphans = new TreeSet<>();

  /**
   * @param version what the server says it is; runners can be disabled from 1.26
   */
  public GiteaFace(ForgeWorld forge, String version, String adminToken, String readOnlyToken) {
    this.forge = forge;
    this.version = version;
    this.words = StatusWords.of(version);
    this.access = new Access(adminToken, readOnlyToken);
    this.hooks = new HookRoutes(access);
    this.routes =
        new Routes()
            .on("GET", "/api/v1/version", (_, _) -> ok(Json.object("version", version)))
            .on("GET", "/api/v1/user", (request, _) -> user(request));
    ROOTS.forEach(this::addTo);
    hooks.addTo(routes);
  }

  private void addTo(ForgeScope.Kind kind, String root) {
    String runner = root + "runners/{id}";
    routes
        .on("GET", root + "jobs", (it, path) -> in(scope(kind, it, path), it, false, this::jobs))
        .on(
            "GET",
            root + "runners",
            (it, path) -> in(scope(kind, it, path), it, true, this::runners))
        .on(
            "POST",
            root + "runners/registration-token",
            (it, path) -> in(scope(kind, it, path), it, true, (_, _) -> registrationToken()))
        .on(
            "GET",
            runner,
            (it, path) ->
                in(scope(kind, it, path), it, true, (_, scope) -> runner(it, path, scope)))
        .on(
            "DELETE",
            runner,
            (it, path) ->
                in(scope(kind, it, path), it, true, (_, scope) -> delete(it, path, scope)));
    if (knowsDisable()) {
      routes.on(
          "PATCH",
          runner,
          (it, path) ->
              in(scope(kind, it, path), it, true, (_, scope) -> patched(it, path, scope)));
    }
  }

  /** One more token, and whose it is. */
  public void grant(String token, Holder holder) {
    access.grant(token, holder);
  }

  private Response user(Request request) {
    ForgeScope own = scope(ForgeScope.Kind.USER, request, Map.of());
    return in(
        own,
        request,
        false,
        (_, _) -> ok(Json.object("login", access.holder(request).map(Holder::login).orElse(""))));
  }

  private ForgeScope scope(ForgeScope.Kind kind, Request request, Map<String, String> path) {
    String owner = path.getOrDefault("owner", "");
    return new ForgeScope(
        kind,
        switch (kind) {
          case ADMIN -> "";
          case ORG -> owner;
          case USER -> access.holder(request).map(Holder::login).orElse("");
          case REPO -> owner + "/" + path.getOrDefault("name", "");
        });
  }

  private Response in(
      ForgeScope scope,
      Request request,
      boolean ownersOnly,
      BiFunction<Request, ForgeScope, Response> then) {
    return access
        .refuse(request, scope, exists(scope), ownersOnly)
        .orElseGet(() -> then.apply(request, scope));
  }

  private boolean exists(ForgeScope scope) {
    return scope.kind() == ForgeScope.Kind.USER
        || forge.repos().stream().anyMatch(repo -> scope.covers(repo.fullName()))
        || forge.jobs().stream().anyMatch(job -> scope.covers(job.repo().fullName()));
  }

  private boolean knowsDisable() {
    String[] numbers = version.split("[.+-]");
    return Integer.parseInt(numbers[0]) > 1 || Integer.parseInt(numbers[1]) >= 26;
  }

  @Override
  public String name() {
    return "gitea";
  }

  @Override
  public Response answer(Request request) {
    return switch (routes.find(request)) {
      case Routes.Found(var handler, var path) -> handler.answer(request, path);
      case Routes.WrongMethod(var allowed) -> GiteaError.wrongMethod(allowed);
      case Routes.NoSuchPath() -> GiteaError.noSuchPath();
    };
  }

  @Override
  public long orphanJob() {
    long id = 900_000L + orphans.size();
    orphans.add(id);
    return id;
  }

  @Override
  public HookRoutes hooks() {
    return hooks;
  }

  @Override
  public void deleteOrphanJobs() {
    orphans.clear();
  }

  private Response jobs(Request request, ForgeScope scope) {
    List<String> wanted = request.all("status");
    Optional<String> invalid = StatusFilter.firstInvalid(wanted);
    if (invalid.isPresent()) {
      return GiteaError.of(400, "Invalid status " + invalid.get(), request);
    }
    Map<Long, ForgeJob> found =
        forge.jobs().stream()
            .filter(job -> scope.covers(job.repo().fullName()))
            .filter(StatusFilter.anyOf(wanted))
            .collect(Collectors.toMap(ForgeJob::id, Function.identity()));
    TreeSet<Long> all = new TreeSet<>(found.keySet());
    if (scope.isAdmin()) {
      all.addAll(orphans);
    }
    Page<Long> page = page(List.copyOf(all), request);
    List<JsonNode> items = new ArrayList<>();
    for (long id : page.items()) {
      ForgeJob job = found.get(id);
      if (job == null) {
        return GiteaError.of(500, "job " + id + " is missing its run or repository", request);
      }
      items.add(JobJson.of(job, request.base(), words));
    }
    Response response =
        ok(Json.object("jobs", items, "total_count", page.total()))
            .with("X-Total-Count", String.valueOf(page.total()));
    String links = PageLinks.of(request, page);
    return links.isEmpty() ? response : response.with("Link", links);
  }

  private Response runners(Request request, ForgeScope scope) {
    Optional<Boolean> disabled =
        request
            .first("disabled")
            .filter(value -> !value.isEmpty() && knowsDisable())
            .map(Set.of("true", "1", "on")::contains);
    Instant now = forge.clock();
    List<RunnerRow> all =
        forge.runners().stream()
            .filter(row -> isOf(row, scope))
            .filter(row -> disabled.isEmpty() || disabled.get() == row.disabled())
            .sorted(latestFirst(now))
            .toList();
    Page<RunnerRow> page = page(all, request);
    List<JsonNode> items = page.items().stream().<JsonNode>map(row -> json(row, now)).toList();
    return ok(Json.object("runners", items, "total_count", page.total()));
  }

  /** As Gitea sorts: the order may change from page to page. */
  private static Comparator<RunnerRow> latestFirst(Instant now) {
    Comparator<RunnerRow> byTime =
        Comparator.comparing(row -> Optional.ofNullable(row.lastOnline(now)).orElse(Instant.EPOCH));
    return byTime.reversed().thenComparing(Comparator.comparingLong(RunnerRow::id).reversed());
  }

  private static <T> Page<T> page(List<T> all, Request request) {
    int limit = request.number("limit", DEFAULT_PAGE);
    int size = Math.min(limit <= 0 ? DEFAULT_PAGE : limit, LARGEST_PAGE);
    return Page.of(all, Math.max(1, request.number("page", 1)), size);
  }

  private Response registrationToken() {
    return ok(Json.object("token", "sandboxregistrationtoken0000000000000000"));
  }

  /** The whole forge has the runners of every scope; a narrower one has its own alone. */
  private static boolean isOf(RunnerRow row, ForgeScope scope) {
    return scope.isAdmin() || row.scope().equals(scope);
  }

  private Response runner(Request request, Map<String, String> path, ForgeScope scope) {
    return row(path, scope)
        .map(row -> ok(json(row, forge.clock())))
        .orElseGet(() -> GiteaError.runnerNotFound(request));
  }

  private Response delete(Request request, Map<String, String> path, ForgeScope scope) {
    return row(path, scope).filter(row -> forge.deleteRunner(row.id())).isPresent()
        ? Response.empty(204)
        : GiteaError.runnerNotFound(request);
  }

  private Response patched(Request request, Map<String, String> path, ForgeScope scope) {
    Optional<JsonNode> wanted =
        Json.parse(request.body())
            .flatMap(body -> body.optional("disabled"))
            .filter(JsonNode::isBoolean);
    if (wanted.isEmpty()) {
      return GiteaError.of(422, "[Disabled]: Required", request);
    }
    Optional<RunnerRow> row = row(path, scope);
    if (row.isEmpty() || !forge.setDisabled(row.get().id(), wanted.get().asBoolean())) {
      return GiteaError.runnerNotFound(request);
    }
    return ok(json(row.get(), forge.clock()));
  }

  /** An id that is no number behaves as 0, which no runner has. */
  private Optional<RunnerRow> row(Map<String, String> path, ForgeScope scope) {
    String id = path.getOrDefault("id", "");
    return id.matches("\\d{1,18}")
        ? forge.runner(Long.parseLong(id)).filter(row -> isOf(row, scope))
        : Optional.empty();
  }

  private JsonNode json(RunnerRow row, Instant now) {
    return RunnerJson.of(row, now, knowsDisable(), words);
  }

  private Response ok(JsonNode body) {
    return Response.json(200, body).with("Content-Type", JSON);
  }

  @Override
  public Response refusal(Refusal why) {
    return GiteaError.refusal(why);
  }
}
