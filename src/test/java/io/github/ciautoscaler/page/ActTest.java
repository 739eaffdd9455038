package io.github.ciautoscaler.page;

import static io.github.ciautoscaler.api.ApiTestApplication.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.api.ApiTestApplication.Controls;
import io.github.ciautoscaler.api.Http;
import io.github.ciautoscaler.api.ScriptedOperator;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.reconcile.Operator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The page's buttons: who may press them, and what comes of it. */
@SpringBootTest(classes = PageTestApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class ActTest {

  private static final String VIEWER = "a-viewer-of-the-fleet";

  private final Http http;
  private final ScriptedOperator operator;
  private final Controls controls;

  @Autowired
  ActTest(@LocalServerPort int port, ScriptedOperator operator, Controls controls) {
    this.http = new Http(port);
    this.operator = operator;
    this.controls = controls;
  }

  @BeforeEach
  void fresh() {
    controls.token.set(Optional.of(new Secret(TOKEN)));
    controls.viewers.set(List.of(new Secret(VIEWER)));
    operator.asked.clear();
    operator.next = ScriptedOperator.DONE;
  }

  @AfterEach
  void open() {
    controls.viewers.set(List.of());
    operator.next = ScriptedOperator.DONE;
  }

  private Http.Answer form(String path, String body, String cookie) {
    return http.send(
        "POST",
        path,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/x-www-form-urlencoded",
        "Accept",
        "text/html",
        "Cookie",
        cookie);
  }

  private String seat(String token) {
    String set = form("/sign-in", "name=alice&token=" + token, "none=1").header("Set-Cookie");
    return Objects.requireNonNull(set).split(";", 2)[0];
  }

  private Http.Answer asked(String query, String seat) {
    return http.get("/act?" + query, "Accept", "text/html", "Cookie", seat);
  }

  private static String hidden(String name, String body) {
    String value = body.replaceAll("(?s).*name=\"" + name + "\" value=\"([^\"]+)\".*", "$1");
    return name + "=" + value;
  }

  private JsonNode lastWrite() {
    return http.get("/api/audit?limit=1").json().at("/writes/0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          do=pause&for=30m&reason=a+kernel+bug | pause PT30M a kernel bug           | Pause everything for 30 m 0 s?
          do=pause&for=&pool=arm64             | pause pool arm64 null null         | Pause the launches of pool arm64 until somebody resumes it?
          do=resume                            | resume                             | Resume?
          do=resume&pool=arm64                 | resume pool arm64                  | Resume pool arm64?
          do=launch&count=2&pool=arm64         | scale 2 of arm64 null              | Launch 2 machines of pool arm64?
          do=drain&machine=ci-1                | drain ci-1 false                   | Drain ci-1?
          do=drain&machine=ci-1&force=true     | drain ci-1 true                    | Drain ci-1 and wait for no job?
          do=keep&machine=ci-1                 | take back ci-1                     | Keep ci-1 after all?
          """)
  void each_button_first_says_what_it_would_do(String query, String looked, String question) {
    operator.next = new Operator.Accepted(true, true, null, List.of("This would <come> of it."));

    Http.Answer answer = asked(query, seat(TOKEN));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(operator.asked).containsExactly(looked + " dry");
    assertThat(answer.body()).contains(question, "This would &lt;come&gt; of it.");
  }

  @Test
  void and_then_does_it_once_with_the_persons_name_in_the_audit() {
    String seat = seat(TOKEN);
    String page = asked("do=launch&count=2&pool=arm64", seat).body();
    String sent =
        String.join(
            "&",
            hidden("csrf", page),
            hidden("key", page),
            hidden("do", page),
            hidden("count", page),
            hidden("pool", page));
    operator.asked.clear();

    Http.Answer done = form("/act", sent, seat);

    assertThat(done.status()).isEqualTo(200);
    assertThat(done.body()).contains("Done.");
    assertThat(operator.asked)
        .containsExactly("scale 2 of arm64 " + hidden("key", page).substring(4));
    assertThat(lastWrite().path("who").asString()).isEqualTo("operator alice");
    assertThat(lastWrite().path("what").asString()).isEqualTo("scale count=2 pool=arm64");
    assertThat(lastWrite().path("outcome").asInt()).isEqualTo(200);
  }

  @Test
  void a_form_of_another_session_does_nothing() {
    String page = asked("do=resume", seat(TOKEN)).body();
    operator.asked.clear();
    String other = seat(TOKEN);

    assertThat(form("/act", "do=resume&" + hidden("csrf", page), other).status()).isEqualTo(403);
    assertThat(form("/act", "do=resume", other).body()).contains("another session");
    assertThat(operator.asked).isEmpty();
    assertThat(lastWrite().path("outcome").asInt()).isEqualTo(403);
  }

  @Test
  void a_viewer_and_a_stranger_press_no_button() {
    String viewer = seat(VIEWER);
    String page = http.get("/", "Accept", "text/html", "Cookie", viewer).body();

    assertThat(page).contains("Signed in as viewer alice").doesNotContain("action=\"/act\"");
    assertThat(asked("do=resume", viewer).status()).isEqualTo(303);
    assertThat(form("/act", "do=resume&" + hidden("csrf", page), viewer).status()).isEqualTo(403);
    assertThat(lastWrite().path("who").asString()).isEqualTo("viewer alice");
    assertThat(form("/act", "do=resume", "none=1").status()).isEqualTo(403);
    assertThat(operator.asked).isEmpty();
  }

  @Test
  void what_cannot_be_done_is_said_in_a_page() {
    operator.next = new Operator.Conflicting("It is paused; resume it first.");
    Http.Answer answer = asked("do=drain&machine=ci-1", seat(TOKEN));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("It is paused; resume it first.", "<h2>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "do=format",
        "do=pause&for=soon",
        "do=launch",
        "do=launch&count=0",
        "do=launch&count=1001",
        "do=launch&count=-1",
        "do=drain",
        "do=pause&reason=a%0ab"
      })
  void a_form_that_asks_for_nothing_is_refused(String query) {
    assertThat(asked(query, seat(TOKEN)).status()).isEqualTo(400);
    assertThat(operator.asked).isEmpty();
  }

  @Test
  void no_machine_has_an_odd_name() {
    assertThat(asked("do=drain&machine=..%2F", seat(TOKEN)).status()).isEqualTo(404);
    assertThat(operator.asked).isEmpty();
  }
}
