package io.github.ciautoscaler.app.life;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.github.ciautoscaler.app.life.SteppedBackground.Death;
import io.github.ciautoscaler.app.loop.LoopClock;
import io.github.ciautoscaler.app.loop.PassLog;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.report.EventStream;
import io.github.ciautoscaler.sandbox.wire.Fault;
import io.github.ciautoscaler.sandbox.wire.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** No secret in any log line at any level, nor in the reports that every answer is made of. */
class SecretsStaySecretTest {

  private static final List<String> LOGGERS =
      List.of("autoscaler", "io.github.ciautoscaler", "org.springframework.web", "reactor");

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    LOGGERS.forEach(name -> {
      logger(name).setLevel(Level.TRACE);
      logger(name).setAdditive(false);
      logger(name).addAppender(lines);
    });
  }

  @AfterEach
  void putBack() {
    LOGGERS.forEach(name -> {
      logger(name).setLevel(null);
      logger(name).setAdditive(true);
      logger(name).detachAppender(lines);
    });
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @Test
  void aWholeLifeWithFailuresSaysNoSecret() {
    SteppedBackground background = new SteppedBackground(Death.NEVER);
    Set<String> secrets = new HashSet<>();
    StringBuilder reports = new StringBuilder();
    EventStream log = new EventStream(List.of(new PassLog(LoopClock.SYSTEM)));
    try (Life life = new Life(LifeSettings.of(2), background)) {
      List.of("HETZNER_API_TOKEN", "GITEA_ADMIN_TOKEN", "CLUSTER_SECRET")
          .forEach(name -> secrets.add(life.sandbox().environment().variables().get(name)));
      secrets.add(io.github.ciautoscaler.sandbox.Tokens.SANDBOX.kubernetes());
      background.beforeEach(effect -> {
        if (effect instanceof Effect.CreateServer) {
          life.sandbox()
              .change(world ->
                  world.cluster().joinTokens().all().forEach(t -> secrets.add(t.secret())));
        }
      });
      // Before the first failure, so that it knows that it may make join tokens.
      log.onPass(life.pass());
      everythingFailsTwice(life);
      life.push(Duration.ofMinutes(3), "linux");

      life.passUntil(
          "a whole life",
          report -> {
            log.onPass(report);
            reports.append(report);
            return isOver(life, report);
          });
    }

    assertThat(secrets).as("with the join token's").hasSizeGreaterThan(4);
    List<String> said =
        new ArrayList<>(lines.list.stream().map(SecretsStaySecretTest::whole).toList());
    assertThat(said).anyMatch(line -> line.contains("Creating a server"));
    assertThat(said).anyMatch(line -> line.contains("401"));
    said.add(reports.toString());
    for (String secret : secrets) {
      assertThat(said).noneMatch(line -> line.contains(secret));
    }
  }

  private static String whole(ILoggingEvent event) {
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    return event.getFormattedMessage() + trace;
  }

  private static void everythingFailsTwice(Life life) {
    for (Kind kind :
        List.of(
            Kind.UNAUTHORIZED,
            Kind.RATE_LIMITED,
            Kind.SERVER_ERROR,
            Kind.BAD_GATEWAY,
            Kind.RESET_AFTER,
            Kind.GARBAGE,
            Kind.TRUNCATED)) {
      for (String face : List.of("gitea", "hetzner", "kubernetes")) {
        life.sandbox().faults().add(new Fault(kind, face, null, null, 0.5, 2, null));
        life.sandbox().faults().add(new Fault(kind, face, "POST", null, 0.5, 1, null));
      }
    }
  }

  private static boolean isOver(Life life, PassReport report) {
    return life.alive() == 0
        && report.fleet().machines().isEmpty()
        && life.jobs().stream().allMatch(job -> "success".equals(job.conclusion()));
  }
}
