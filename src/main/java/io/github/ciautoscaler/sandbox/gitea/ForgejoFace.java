package io.github.ciautoscaler.sandbox.gitea;

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
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * The part of Forgejo's API that an autoscaler of Actions runners uses: lists are arrays, a list of
 * no job is {@code null}, no job names its runner, and no runner can be disabled.
 */
public final class ForgejoFace implements ForgeFace {

  private static final String ADMIN = "/api/v1/admin/";
  private static final int DEFAULT_PAGE = 30;
  private static final int LARGEST_PAGE = 50;

  private final ForgeWorld forge;
  private final int major;
  private final Access access;
  private final HookRoutes hooks;
  private final Routes routes;
  private long orphans;

  /**
   * @param version as it says itself; its runners are listed from 15 on
   */
  ForgejoFace(ForgeWorld forge, String version, String adminToken, String readOnlyToken) {
    this.forge = forge;
    this.major = Integer.parseInt(version.split("\\.")[0]);
    this.access = new Access(adminToken, readOnlyToken);
    this.hooks = new HookRoutes(access);
    Routes.Handler told = (_, _) -> ok(Json.object("version", version));
    this.routes =
        new Routes()
            .on("GET", "/api/v1/version", told)
            .on("GET", "/api/forgejo/v1/version", told)
            .on("GET", ADMIN + "runners/jobs", (request, _) -> admin(request, this::jobs))
            .on(
                "GET",
                ADMIN + "runners/registration-token",
                (request, _) -> admin(request, _ -> registrationToken()));
    hooks.addTo(routes);
    if (major >= 15) {
      routes
          .on("GET", ADMIN + "actions/runners/jobs", (request, _) -> admin(request, this::jobs))
          .on("GET", ADMIN + "actions/runners", (request, _) -> admin(request, this::runners))
          .on("GET", ADMIN + "actions/runners/{id}", this::runner)
          .on("DELETE", ADMIN + "actions/runners/{id}", this::delete);
    }
  }

  @Override
  public HookRoutes hooks() {
    return hooks;
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
    return 900_000L + orphans++;
  }

  @Override
  public void deleteOrphanJobs() {
    orphans = 0;
  }

  private Response admin(Request request, Function<Request, Response> then) {
    return access.refuse(request).orElseGet(() -> then.apply(request));
  }

  private Response jobs(Request request) {
    List<JsonNode> items =
        forge.jobs().stream()
            .filter(job -> job.is(ForgeJob.Status.QUEUED) || job.is(ForgeJob.Status.IN_PROGRESS))
            .filter(asked(request.first("labels")))
            .sorted(Comparator.comparingLong(ForgeJob::id).reversed())
            .<JsonNode>map(job -> ForgejoJson.job(job, major))
            .toList();
    return ok(Json.of(items.isEmpty() ? null : items));
  }

  /** Those that a runner with these labels may take; until 13 nobody asks for all. */
  private Predicate<ForgeJob> asked(Optional<String> labels) {
    if (labels.isEmpty() && major >= 14) {
      return _ -> true;
    }
    Set<String> offered = Set.of(labels.orElse("").split(",", -1));
    boolean none = labels.orElse("").isEmpty();
    return job -> job.labels().isEmpty() ? none && major >= 14 : offered.containsAll(job.labels());
  }

  private Response runners(Request request) {
    Instant now = forge.clock();
    int limit = request.number("limit", DEFAULT_PAGE);
    int size = Math.min(limit <= 0 ? DEFAULT_PAGE : limit, LARGEST_PAGE);
    boolean paged = request.first("page").isPresent();
    List<RunnerRow> all = List.copyOf(forge.runners());
    Page<RunnerRow> page =
        Page.of(
            all, Math.max(1, request.number("page", 1)), paged ? size : Math.max(1, all.size()));
    List<JsonNode> items = new ArrayList<>();
    page.items().forEach(row -> items.add(ForgejoJson.runner(row, now)));
    Response response = ok(Json.of(items)).with("X-Total-Count", String.valueOf(page.total()));
    String links = PageLinks.of(request, page);
    return links.isEmpty() ? response : response.with("Link", links);
  }

  private Response registrationToken() {
    return ok(Json.object("token", "sandboxregistrationtoken0000000000000000"));
  }

  private Response runner(Request request, Map<String, String> path) {
    return admin(
        request,
        _ ->
            row(path)
                .map(row -> ok(ForgejoJson.runner(row, forge.clock())))
                .orElseGet(() -> GiteaError.runnerNotFound(request)));
  }

  private Response delete(Request request, Map<String, String> path) {
    return admin(
        request,
        _ ->
            row(path).filter(row -> forge.deleteRunner(row.id())).isPresent()
                ? Response.empty(204)
                : GiteaError.runnerNotFound(request));
  }

  private Optional<RunnerRow> row(Map<String, String> path) {
    String id = path.getOrDefault("id", "");
    return id.matches("\\d{1,18}") ? forge.runner(Long.parseLong(id)) : Optional.empty();
  }

  private static Response ok(JsonNode body) {
    return Response.json(200, body).with("Content-Type", JSON);
  }

  @Override
  public Response refusal(Refusal why) {
    return GiteaError.refusal(why);
  }
}
