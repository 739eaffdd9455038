package io.github.ciautoscaler.api;

import io.github.ciautoscaler.report.FleetEvent;
import io.github.ciautoscaler.report.MachineStories;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What happened: to one machine, and to all, as it happens. */
@RestController
@RequestMapping(path = "/api")
class EventsController {

  /** More streams than these are refused, so that nobody can hold all connections. */
  static final int MOST_STREAMS = 50;

  private static final Logger log = LoggerFactory.getLogger(EventsController.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final String HEARTBEAT_LINE = ": nothing new\n\n";

  private final EventFeed feed;
  private final MachineStories stories;
  private final JsonMapper mapper;

  /** Ids of another process are told apart by it. */
  private final String process;

  private final Semaphore free = new Semaphore(MOST_STREAMS);

  EventsController(
      EventFeed feed, MachineStories stories, JsonMapper mapper, ApiSettings settings) {
    this.feed = feed;
    this.stories = stories;
    this.mapper = mapper;
    this.process = Long.toString(settings.realTime().instant().toEpochMilli(), 36);
  }

  @GetMapping(
      path = {"/machines/{name}/events", "/nodes/{name}/events"},
      produces = MediaType.APPLICATION_JSON_VALUE)
  StoryView story(@PathVariable("name") String name) {
    return stories
        .of(name)
        .map(StoryView::of)
        .orElseThrow(() ->
            new ProblemException(
                ProblemKind.NOT_FOUND,
                "No machine with this name was seen since this process began, or in the last"
                    + " day."));
  }

  /** Runs in the thread of its request until the client goes; a slow one holds nobody else up. */
  @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void events(HttpServletRequest request, HttpServletResponse response) {
    if (!free.tryAcquire()) {
      throw new ProblemException(
              ProblemKind.UNAVAILABLE,
              "There are " + MOST_STREAMS + " streams already; ask again later.")
          .with(HttpHeaders.RETRY_AFTER, "60");
    }
    try {
      response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      response.setHeader("X-Accel-Buffering", "no");
      stream(response.getOutputStream(), start(request.getHeader("Last-Event-ID")));
    } catch (IOException clientIsGone) {
      log.debug("A stream of events ended: {}", clientIsGone.getMessage());
    } finally {
      free.release();
    }
  }

  private void stream(OutputStream out, long from) throws IOException {
    long last = from;
    write(out, "retry: 3000\n\n");
    while (!feed.isClosed()) {
      StringBuilder text = new StringBuilder();
      for (FleetEvent.Entry entry : next(last)) {
        text.append(message(entry, last));
        last = entry.id();
      }
      write(out, text.isEmpty() ? HEARTBEAT_LINE : text.toString());
    }
  }

  private List<FleetEvent.Entry> next(long last) throws IOException {
    try {
      return feed.after(last, HEARTBEAT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("This process stops.", e);
    }
  }

  /** Where some were missed the client is told so first. */
  private String message(FleetEvent.Entry entry, long last) {
    String missed = last > 0 && entry.id() > last + 1 ? "event: missed\ndata: {}\n\n" : "";
    EventView view = EventView.of(entry);
    return missed
        + "id: "
        + process
        + "-"
        + entry.id()
        + "\nevent: "
        + view.type()
        + "\ndata: "
        + mapper.writeValueAsString(view)
        + "\n\n";
  }

  /**
   * After the event that the client saw last; of another process, all that is kept; without one,
   * from now on.
   */
  private long start(@Nullable String lastSeen) {
    if (lastSeen == null || lastSeen.isEmpty()) {
      return feed.lastId();
    }
    return Optional.of(lastSeen)
        .filter(id -> id.matches(process + "-[0-9]{1,18}"))
        .map(id -> Long.parseLong(id.substring(process.length() + 1)))
        .filter(id -> id <= feed.lastId())
        .orElse(0L);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
