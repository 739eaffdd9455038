package io.github.ciautoscaler.api;

import io.github.ciautoscaler.reconcile.Operator;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

  static final int MOST_SERVERS = Desk.MOST_SERVERS;
  private static final int LONGEST_POOL = 40;

  private final Desk desk;

  OperatorController(Desk desk) {
    this.desk = desk;
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
    return answer(
        request, HttpStatus.OK, new Act.Pause(null, asked.length(), asked.reason()), dryRun);
  }

  @PostMapping(path = "/resume", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<WriteView> resume(
      @RequestBody(required = false) byte @Nullable [] bytes, HttpServletRequest request) {
    boolean dryRun = Parameters.dryRun(request);
    Body.read(bytes, Set.of()).done();
    return answer(request, HttpStatus.OK, new Act.Resume(null), dryRun);
  }

  @PostMapping(path = "/pools/{name}/pause", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<WriteView> pausePool(
      @PathVariable("name") String name,
      @RequestBody(required = false) byte @Nullable [] bytes,
      HttpServletRequest request) {
    boolean dryRun = Parameters.dryRun(request);
    PauseRequest asked = PauseRequest.read(bytes);
    return answer(
        request, HttpStatus.OK, new Act.Pause(name, asked.length(), asked.reason()), dryRun);
  }

  @PostMapping(path = "/pools/{name}/resume", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<WriteView> resumePool(
      @PathVariable("name") String name,
      @RequestBody(required = false) byte @Nullable [] bytes,
      HttpServletRequest request) {
    boolean dryRun = Parameters.dryRun(request);
    Body.read(bytes, Set.of()).done();
    return answer(request, HttpStatus.OK, new Act.Resume(name), dryRun);
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
    return answer(request, HttpStatus.ACCEPTED, new Act.Scale(count, pool), key, dryRun);
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
    return answer(request, HttpStatus.ACCEPTED, new Act.Drain(name, force), dryRun);
  }

  @DeleteMapping("/nodes/{name}/drain")
  ResponseEntity<WriteView> takeBackDrain(
      @PathVariable("name") String name, HttpServletRequest request) {
    boolean dryRun = Parameters.dryRun(request);
    return answer(request, HttpStatus.OK, new Act.TakeBack(name), dryRun);
  }

  private ResponseEntity<WriteView> answer(
      HttpServletRequest request, HttpStatus done, Act act, boolean dryRun) {
    return answer(request, done, act, null, dryRun);
  }

  private ResponseEntity<WriteView> answer(
      HttpServletRequest request, HttpStatus done, Act act, @Nullable String key, boolean dryRun) {
    Operator.Accepted answer = desk.ask(request, act, key, dryRun);
    return ResponseEntity.status(dryRun ? HttpStatus.OK : done)
        .body(
            new WriteView(
                answer.changed(),
                answer.recorded(),
                dryRun,
                StatusView.PauseView.of(answer.pause()),
                answer.details()));
  }
}
