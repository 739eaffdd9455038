package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.reconcile.Operator;
import io.github.ciautoscaler.reconcile.Operator.Answer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What operators may ask for. {@link WriteGuard} stands before every method of it. */
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
class OperatorController {

  static final int MOST_SERVERS = 1000;
  private static final int LONGEST_POOL = 40;
  private static final Pattern NODE = Pattern.compile("[a-z0-9][-a-z0-9.]{0,252}");

  private final Operator operator;
  private final LatestPass latest;

  OperatorController(Operator operator, LatestPass latest) {
    this.operator = operator;
    this.latest = latest;
  }

  /**
   * What became of a request.
   *
   * @param changed false where it was so already, and in a dry run
   * @param recorded whether it survives a restart
   */
  record WriteView(
      boolean changed,
      boolean recorded,
      boolean dryRun,
      StatusView.@Nullable PauseView pause,
      List<String> details) {}

  @PostMapping(path = "/pause", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<WriteView> pause(
      @RequestBody(required = false) byte @Nullable [] bytes, HttpServletRequest request) {
    boolean dryRun = Parameters.dryRun(request);
    PauseRequest asked = PauseRequest.read(bytes);
    AuditLog.what(request, "pause " + asked.shown(), dryRun);
    AuditLog.before(request, said(operator.currentPause()));
    return answer(
        request, HttpStatus.OK, operator.pause(asked.length(), asked.reason(), dryRun), dryRun);
  }

  @PostMapping(path = "/resume", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<WriteView> resume(
      @RequestBody(required = false) byte @Nullable [] bytes, HttpServletRequest request) {
    boolean dryRun = Parameters.dryRun(request);
    Body.read(bytes, Set.of()).done();
    AuditLog.what(request, "resume", dryRun);
    AuditLog.before(request, said(operator.currentPause()));
    return answer(request, HttpStatus.OK, operator.resume(dryRun), dryRun);
  }

  @PostMapping(path = "/pools/{name}/pause", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<WriteView> pausePool(
      @PathVariable("name") String name,
      @RequestBody(required = false) byte @Nullable [] bytes,
      HttpServletRequest request) {
    boolean dryRun = Parameters.dryRun(request);
    PauseRequest asked = PauseRequest.read(bytes);
    AuditLog.what(request, "pause pool=" + Words.shown(name) + " " + asked.shown(), dryRun);
    AuditLog.before(request, said(operator.currentPause(name)));
    return answer(
        request,
        HttpStatus.OK,
        operator.pausePool(name, asked.length(), asked.reason(), dryRun),
        dryRun);
  }

  @PostMapping(path = "/pools/{name}/resume", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<WriteView> resumePool(
      @PathVariable("name") String name,
      @RequestBody(required = false) byte @Nullable [] bytes,
      HttpServletRequest request) {
    boolean dryRun = Parameters.dryRun(request);
    Body.read(bytes, Set.of()).done();
    AuditLog.what(request, "resume pool=" + Words.shown(name), dryRun);
    AuditLog.before(request, said(operator.currentPause(name)));
    return answer(request, HttpStatus.OK, operator.resumePool(name, dryRun), dryRun);
  }

  @PostMapping(path = "/scale", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<WriteView> scale(
      @RequestBody(required = false) byte @Nullable [] bytes, HttpServletRequest request) {
    boolean dryRun = Parameters.dryRun(request);
    String key = Parameters.idempotencyKey(request);
    Body body = Body.read(bytes, Set.of("count", "pool"));
    int count = body.number("count", 1, MOST_SERVERS);
    String pool = body.text("pool", LONGEST_POOL).orElse(null);
    body.done();
    String of = pool == null ? "" : " pool=" + Words.shown(pool);
    AuditLog.what(request, "scale count=" + count + of, dryRun);
    AuditLog.before(request, machines());
    return answer(request, HttpStatus.ACCEPTED, operator.scale(count, pool, key, dryRun), dryRun);
  }

  @PostMapping(path = "/nodes/{name}/drain", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<WriteView> drain(
      @PathVariable("name") String name,
      @RequestBody(required = false) byte @Nullable [] bytes,
      HttpServletRequest request) {
    boolean dryRun = Parameters.dryRun(request);
    Body body = Body.read(bytes, Set.of("force"));
    boolean force = body.flag("force");
    body.done();
    checkName(name);
    AuditLog.what(request, "drain node=" + name + " force=" + force, dryRun);
    AuditLog.node(request, name);
    AuditLog.before(request, state(name));
    return answer(request, HttpStatus.ACCEPTED, operator.drain(name, force, dryRun), dryRun);
  }

  @DeleteMapping("/nodes/{name}/drain")
  ResponseEntity<WriteView> takeBackDrain(
      @PathVariable("name") String name, HttpServletRequest request) {
    boolean dryRun = Parameters.dryRun(request);
    checkName(name);
    AuditLog.what(request, "take-back-drain node=" + name, dryRun);
    AuditLog.node(request, name);
    AuditLog.before(request, state(name));
    return answer(request, HttpStatus.OK, operator.takeBackDrain(name, dryRun), dryRun);
  }

  private static void checkName(String name) {
    if (!NODE.matcher(name).matches()) {
      throw new ProblemException(ProblemKind.NOT_FOUND, "That is not a node's name.");
    }
  }

  private static String said(@Nullable Pause pause) {
    return pause == null
        ? "not paused"
        : "paused until " + (pause.until() == null ? "resume" : pause.until());
  }

  private @Nullable String machines() {
    return latest
        .update()
        .map(update -> update.summary().machines().size() + " machines")
        .orElse(null);
  }

  private @Nullable String state(String machine) {
    return latest.update().stream()
        .flatMap(update -> update.summary().machines().stream())
        .filter(one -> one.machine().names().contains(machine))
        .findFirst()
        .map(one -> one.state().word() + (one.machine().isDrained() ? ", drained" : ""))
        .orElse(null);
  }

  private static ResponseEntity<WriteView> answer(
      HttpServletRequest request, HttpStatus accepted, Answer answer, boolean dryRun) {
    return switch (answer) {
      case Operator.Accepted(boolean changed, boolean recorded, var pause, var details) -> {
        AuditLog.after(request, (changed ? "" : "unchanged: ") + String.join(" ", details));
        yield ResponseEntity.status(dryRun ? HttpStatus.OK : accepted)
            .body(
                new WriteView(changed, recorded, dryRun, StatusView.PauseView.of(pause), details));
      }
      case Operator.NotFound(String message) ->
          throw new ProblemException(ProblemKind.NOT_FOUND, message);
      case Operator.Conflicting(String message) ->
          throw new ProblemException(ProblemKind.CONFLICT, message);
      case Operator.KeyReused(String message) ->
          throw new ProblemException(ProblemKind.IDEMPOTENCY_KEY_REUSED, message);
      case Operator.Unavailable(String message) ->
          throw new ProblemException(ProblemKind.UNAVAILABLE, message)
              .with(HttpHeaders.RETRY_AFTER, "5");
    };
  }
}
