package io.github.ciautoscaler.sandbox;

import io.github.ciautoscaler.sandbox.gitea.ForgeFace;
import io.github.ciautoscaler.sandbox.gitea.HookSender;
import io.github.ciautoscaler.sandbox.kubernetes.Rbac;
import io.github.ciautoscaler.sandbox.wire.AccessLog;
import io.github.ciautoscaler.sandbox.wire.Face;
import io.github.ciautoscaler.sandbox.wire.Fault;
import io.github.ciautoscaler.sandbox.wire.Faults;
import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.sandbox.wire.Routes;
import io.github.ciautoscaler.simulator.ForgeJob;
import io.github.ciautoscaler.simulator.JobSpec;
import io.github.ciautoscaler.simulator.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The sandbox's own endpoints: its clock, its truth, jobs to push and faults to ask for. */
public final class ControlFace implements Face {

  /** The header of the clock's answer that says how many world seconds a second has. */
  public static final String SPEED = "X-Sandbox-Speed";

  /** A fault of the database and not of a call: it stays until the faults are cleared. */
  private static final String ORPHAN = "orphaned-job-row";

  private final World world;
  private final ForgeFace forge;
  private final HookSender sender;
  private final Faults faults;
  private final AccessLog log;
  private final Consumer<Rbac> permit;
  private final Runnable stopWorkload;
  private final Routes routes;

  ControlFace(
      World world,
      ForgeFace forge,
      HookSender sender,
      WorldTruth truth,
      double speed,
      Faults faults,
      AccessLog log,
      Consumer<Rbac> permit,
      Runnable stopWorkload,
      Environment environment) {
    this.world = world;
    this.forge = forge;
    this.sender = sender;
    this.faults = faults;
    this.log = log;
    this.permit = permit;
    this.stopWorkload = stopWorkload;
    this.routes =
        new Routes()
            .on("GET", "/sandbox/clock", (_, _) -> clock(speed))
            .on("GET", "/sandbox/environment", (_, _) -> plain(environment.lines()))
            .on("GET", "/sandbox/kubeconfig", (_, _) -> plain(environment.kubeconfig()))
            .on("GET", "/sandbox/world", (_, _) -> Response.json(200, truth.json(speed)))
            .on("GET", "/sandbox/requests", (request, _) -> requests(request))
            .on("POST", "/sandbox/jobs", (request, _) -> push(request))
            .on("DELETE", "/sandbox/workload", (_, _) -> stopWorkload())
            .on("GET", "/sandbox/faults", (_, _) -> shown(200))
            .on("POST", "/sandbox/faults", (request, _) -> fault(request))
            .on("DELETE", "/sandbox/faults", (_, _) -> clear())
            .on("POST", "/sandbox/permissions", (request, _) -> permissions(request));
  }

  @Override
  public String name() {
    return "control";
  }

  @Override
  public Response answer(Request request) {
    return switch (routes.find(request)) {
      case Routes.Found(var handler, var path) -> handler.answer(request, path);
      case Routes.WrongMethod(var allowed) ->
          problem(405, "use " + String.join(", ", allowed))
              .with("Allow", String.join(", ", allowed));
      case Routes.NoSuchPath() -> problem(404, "no such path: " + request.path());
    };
  }

  /** Never asked for: faults do not strike the control endpoints. */
  @Override
  public Response refusal(Refusal why) {
    return problem(500, why.name());
  }

  private Response requests(Request request) {
    List<AccessLog.Entry> entries = request.first("face").map(log::entries).orElseGet(log::entries);
    return Response.json(
        200, Json.object("requests", entries.stream().map(ControlFace::json).toList()));
  }

  private static JsonNode json(AccessLog.Entry entry) {
    return Json.object(
        "at",
        entry.at().toString(),
        "face",
        entry.face(),
        "method",
        entry.method(),
        "path",
        entry.path(),
        "query",
        entry.query(),
        "status",
        entry.status(),
        "fault",
        entry.fault());
  }

  /** Nothing at all is an empty object; what is no JSON is no object. */
  private static JsonNode body(Request request) {
    return request.body().isBlank()
        ? Json.object()
        : Json.parse(request.body()).orElse(Json.of(null));
  }

  private Response push(Request request) {
    JsonNode body = body(request);
    if (!body.isObject()) {
      return problem(400, "the body is no JSON object");
    }
    int count = body.path("count").asInt(1);
    int seconds = body.path("seconds").asInt(300);
    if (count < 1 || count > 10_000 || seconds < 1) {
      return problem(400, "count must be 1 to 10000 and seconds at least 1");
    }
    List<String> labels = new ArrayList<>();
    body.path("labels").forEach(label -> labels.add(label.asString("")));
    List<JobSpec> specs = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      specs.add(
          new JobSpec(
              body.path("name").asString("pushed") + " (" + i + ")",
              body.has("labels") ? labels : List.of("linux"),
              List.of(),
              Duration.ofSeconds(seconds)));
    }
    List<ForgeJob> jobs = world.forge().submit(world.forge().repos().getFirst(), specs);
    return Response.json(201, Json.object("jobs", jobs.stream().map(ForgeJob::id).toList()));
  }

  private Response stopWorkload() {
    stopWorkload.run();
    return Response.empty(204);
  }

  private Response fault(Request request) {
    JsonNode body = body(request);
    if (body.path("kind").asString("").equals(ORPHAN)) {
      return Response.json(201, Json.object("job", forge.orphanJob()));
    }
    Optional<HookSender.Trouble> trouble = HookSender.Trouble.of(body.path("kind").asString(""));
    if (trouble.isPresent()) {
      int times = body.path("times").asInt(1);
      sender.trouble(trouble.get(), times);
      return Response.json(
          201, Json.object("kind", trouble.get().word(), "times", times, "face", "webhook"));
    }
    Optional<Fault.Kind> kind = Fault.Kind.of(body.path("kind").asString(""));
    double rate = body.path("rate").asDouble(1);
    if (kind.isEmpty() || rate <= 0 || rate > 1) {
      return problem(400, "kind must be one of " + kinds() + ", rate above 0 and at most 1");
    }
    faults.add(
        new Fault(
            kind.get(),
            body.path("face").stringValue(null),
            body.path("method").stringValue(null),
            body.path("path").stringValue(null),
            rate,
            times(body),
            body.has("seconds") ? world.now().plusSeconds(body.path("seconds").asInt(0)) : null));
    return shown(201);
  }

  /** Once, unless the request says how often, how long or how likely. */
  private static @Nullable Integer times(JsonNode body) {
    if (body.has("times")) {
      return body.path("times").asInt(1);
    }
    return body.has("seconds") || body.has("rate") ? null : Integer.valueOf(1);
  }

  private static String kinds() {
    return String.join(", ", List.of(Fault.Kind.values()).stream().map(Fault.Kind::word).toList())
        + ", "
        + ORPHAN
        + ", "
        + String.join(
            ", ",
            List.of(HookSender.Trouble.values()).stream().map(HookSender.Trouble::word).toList());
  }

  private Response clear() {
    faults.clear();
    forge.deleteOrphanJobs();
    sender.mend();
    return shown(200);
  }

  private Response shown(int status) {
    List<JsonNode> active = faults.active().stream().map(ControlFace::json).toList();
    return Response.json(status, Json.object("faults", active));
  }

  private static JsonNode json(Fault fault) {
    return Json.object(
        "kind",
        fault.kind().word(),
        "face",
        fault.face(),
        "method",
        fault.method(),
        "path",
        fault.path(),
        "rate",
        fault.rate(),
        "times",
        fault.times(),
        "until",
        fault.until());
  }

  private Response permissions(Request request) {
    JsonNode body = body(request);
    Optional<Rbac> rights =
        switch (body.path("rbac").asString("")) {
          case "everything" -> Optional.of(Rbac.EVERYTHING);
          case "original" -> Optional.of(Rbac.ORIGINAL);
          case "nothing" -> Optional.of(Rbac.NOTHING);
          default -> Optional.empty();
        };
    rights.ifPresent(permit);
    return rights.isPresent()
        ? Response.json(200, body)
        : problem(400, "rbac must be everything, original or nothing");
  }

  private Response clock(double speed) {
    return plain(world.now() + "\n").with(SPEED, String.valueOf(speed));
  }

  private static Response plain(String text) {
    return Response.text(200, "text/plain; charset=utf-8", text);
  }

  private static Response problem(int status, String detail) {
    return Response.json(
            status,
            Json.object(
                "type", "about:blank", "title", "Sandbox", "status", status, "detail", detail))
        .with("Content-Type", "application/problem+json");
  }
}
