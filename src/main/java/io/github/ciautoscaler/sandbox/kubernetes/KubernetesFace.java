package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.sandbox.kubernetes.Kinds.Shelf;
import io.github.ciautoscaler.sandbox.wire.Face;
import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.sandbox.wire.Turns;
import io.github.ciautoscaler.simulator.Catalogue;
import io.github.ciautoscaler.simulator.ClusterWorld;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The API server: who may ask, for what, and how it is answered. */
public final class KubernetesFace implements Face {

  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
  private static final int LARGE = 128 * 1024;

  private final Kinds kinds;
  private final Reads reads;
  private final Writes writes;
  private final PodEvictions evictions;
  private final String token;
  private final String version;
  private final String caPem;
  private Rbac rbac = Rbac.EVERYTHING;

  /**
   * @param token the service account's; without one a client is anonymous
   * @param caPem the certificate authority that {@code /cacerts} shows
   * @param seed picks uids and generated names
   */
  public KubernetesFace(
      ClusterWorld cluster, Turns turns, String token, String version, String caPem, long seed) {
    this.kinds =
        new Kinds(
            Map.of(
                ApiKind.NODE, new NodeObjects(cluster, version),
                ApiKind.POD, new PodObjects(cluster),
                ApiKind.SECRET, new SecretObjects(cluster.joinTokens()),
                ApiKind.BUDGET, new BudgetObjects(cluster.budgets()),
                ApiKind.DAEMON_SET, new DaemonSetObjects(cluster),
                ApiKind.NAMESPACE, namespaces()));
    this.reads = new Reads(turns);
    this.writes = new Writes(turns, seed);
    this.evictions = new PodEvictions(cluster);
    this.token = token;
    this.version = version;
    this.caPem = caPem;
  }

  private static StoredObjects namespaces() {
    StoredObjects namespaces = new StoredObjects();
    for (String name : List.of("default", "kube-system", "gitea-runners", "monitoring")) {
      namespaces.add(
          Json.object(
              "metadata",
              Json.object(
                  "name",
                  name,
                  "uid",
                  "namespace-" + name,
                  "creationTimestamp",
                  Catalogue.BEGINNING),
              "status",
              Json.object("phase", "Active")));
    }
    return namespaces;
  }

  /** Changes what the token may do from now on. */
  public void permit(Rbac rights) {
    this.rbac = rights;
  }

  @Override
  public String name() {
    return "kubernetes";
  }

  /** As an API server does, it compresses what is large for whoever can read that. */
  @Override
  public Response answer(Request request) {
    Response response = plain(request);
    String body = response.body();
    return body != null
            && body.length() > LARGE
            && request.method().equals("GET")
            && request.header("accept-encoding").orElse("").contains("gzip")
        ? response.with("Content-Encoding", "gzip")
        : response;
  }

  private Response plain(Request request) {
    try {
      return open(request).orElseGet(() -> guarded(request));
    } catch (Status.Refused refused) {
      return refused.response();
    }
  }

  /** What needs no token. */
  private Optional<Response> open(Request request) {
    return switch (request.path()) {
      case "/version" -> Optional.of(Response.json(200, versionInfo()));
      case "/cacerts" -> Optional.of(Response.text(200, "text/plain", caPem));
      case "/healthz", "/livez", "/readyz" -> Optional.of(Response.text(200, "text/plain", "ok"));
      default -> Optional.empty();
    };
  }

  private Response guarded(Request request) {
    Optional<String> given = request.token();
    if (given.isPresent() && !given.get().equals(token)) {
      throw Status.unauthorized();
    }
    Optional<Call> call = Call.of(request);
    if (given.isEmpty()) {
      throw call.map(Rbac::anonymous).orElseGet(Status::unauthorized);
    }
    if (request.path().equals(REVIEWS) && request.method().equals("POST")) {
      return Response.json(201, rbac.review(Writes.bodyOf(request)));
    }
    Optional<ObjectNode> discovery = Discovery.answer(request.path());
    if (discovery.isPresent()) {
      return Response.json(200, discovery.get());
    }
    return serve(call.orElseThrow(Status::noSuchPath), request);
  }

  private Response serve(Call call, Request request) {
    rbac.check(call);
    Shelf shelf = kinds.of(call.kind());
    if (call.kind().equals(ApiKind.POD) && call.subresource().equals("eviction")) {
      return evictions.evict(shelf.get(call.namespace(), call.name()), Writes.bodyOf(request));
    }
    if (!call.subresource().isEmpty() && !call.subresource().equals("status")) {
      throw Status.noSuchPath();
    }
    return switch (call.verb()) {
      case "get" -> reads.get(shelf, call, request);
      case "list" -> reads.list(shelf, call, request);
      case "watch" -> reads.watch(shelf, call, request);
      case "create" -> writes.create(shelf, call, request);
      case "update" -> writes.update(shelf, call, request);
      case "patch" -> writes.patch(shelf, call, request);
      case "delete" -> writes.delete(shelf, call, request);
      default ->
          throw Status.refuse(
              405,
              "MethodNotAllowed",
              "the server does not allow this method on the requested resource",
              Map.of());
    };
  }

  private ObjectNode versionInfo() {
    String[] numbers = version.substring(1).split("\\.");
    return Json.object(
        "major",
        numbers[0],
        "minor",
        numbers[1],
        "gitVersion",
        version,
        "gitCommit",
        "0000000000000000000000000000000000000000",
        "gitTreeState",
        "clean",
        "buildDate",
        "2026-01-01T00:00:00Z",
        "goVersion",
        "go1.26.8",
        "compiler",
        "gc",
        "platform",
        "linux/amd64");
  }

  @Override
  public Response refusal(Refusal why) {
    return switch (why) {
      case BAD_TOKEN -> Status.unauthorized().response();
      case TOO_MANY_REQUESTS ->
          Status.refuse(
                  429, "TooManyRequests", "the server has received too many requests", Map.of())
              .response()
              .with("Retry-After", "1");
      case SERVER_ERROR ->
          Status.refuse(500, "InternalError", "Internal error occurred: sandbox fault", Map.of())
              .response();
    };
  }
}
