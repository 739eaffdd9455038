package io.github.ciautoscaler.page;

import static io.github.ciautoscaler.api.ApiTestApplication.NOW;
import static io.github.ciautoscaler.api.ApiTestApplication.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.api.ApiTestApplication.Controls;
import io.github.ciautoscaler.api.Http;
import io.github.ciautoscaler.fleet.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Signing in at the page: with what, for how long, and what it opens. */
@SpringBootTest(classes = PageTestApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class SignInTest {

  private static final String VIEWER = "a-viewer-of-the-fleet";

  /** Later than the test before it, so that its wrong tokens are forgotten. */
  private static Instant now = NOW;

  private final Http http;
  private final Controls controls;

  @Autowired
  SignInTest(@LocalServerPort int port, Controls controls) {
    this.http = new Http(port);
    this.controls = controls;
  }

  @BeforeEach
  void closed() {
    passing(Duration.ofDays(1));
    controls.token.set(Optional.of(new Secret(TOKEN)));
    controls.viewers.set(List.of(new Secret(VIEWER)));
    controls.readsNeedToken.set(true);
  }

  @AfterEach
  void open() {
    controls.viewers.set(List.of());
    controls.readsNeedToken.set(false);
    controls.realTime.set(NOW);
  }

  private void passing(Duration time) {
    now = now.plus(time);
    controls.realTime.set(now);
  }

  private Http.Answer form(String path, String body, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 4);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/x-www-form-urlencoded";
    all[headers.length + 2] = "Accept";
    all[headers.length + 3] = "text/html";
    return http.send("POST", path, body.getBytes(StandardCharsets.UTF_8), all);
  }

  private Http.Answer page(String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Accept";
    all[headers.length + 1] = "text/html";
    return http.get("/", all);
  }

  /** The cookie as a browser sends it. */
  private String seat(String token) {
    String set = form("/sign-in", "name=alice&token=" + token).header("Set-Cookie");
    return Objects.requireNonNull(set).split(";", 2)[0];
  }

  @Test
  void the_cookie_is_kept_from_scripts_other_sites_and_plain_connections() {
    Http.Answer plain = form("/sign-in", "name=alice&token=" + TOKEN);
    assertThat(plain.status()).isEqualTo(303);
    assertThat(plain.header("Location")).isEqualTo("/");
    assertThat(plain.header("Set-Cookie"))
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure", TOKEN);

    assertThat(
            form("/sign-in", "token=" + TOKEN, "X-Forwarded-Proto", "https").header("Set-Cookie"))
        .contains("; Secure");
  }

  @Test
  void a_seat_opens_the_page_and_the_reads_of_the_api_where_they_are_closed() {
    String seat = seat(VIEWER);

    assertThat(page("Cookie", seat).body()).contains("Signed in as viewer alice");
    assertThat(http.get("/api/status", "Cookie", seat).status()).isEqualTo(200);
    assertThat(page("Cookie", seat(TOKEN)).body()).contains("Signed in as operator alice");
  }

  @Test
  void without_one_a_browser_is_led_to_the_sign_in_and_a_program_is_told() {
    Http.Answer browser = page();
    assertThat(browser.status()).isEqualTo(303);
    assertThat(browser.header("Location")).isEqualTo("/sign-in");
    assertThat(http.get("/sign-in", "Accept", "text/html").status()).isEqualTo(200);
    assertThat(http.get("/page/style.css").status()).isEqualTo(200);

    Http.Answer renewal = page("HX-Request", "true");
    assertThat(renewal.status()).isEqualTo(401);
    assertThat(renewal.header("HX-Redirect")).isEqualTo("/sign-in");
    assertThat(http.get("/").problem()).isEqualTo("unauthorized");
  }

  /** Else a form on anybody's page could make the browser write. */
  @Test
  void the_api_takes_no_cookie_for_a_write() {
    Http.Answer answer = http.send("POST", "/api/pause", new byte[0], "Cookie", seat(TOKEN));

    assertThat(answer.problem()).isEqualTo("unauthorized");
  }

  @Test
  void a_wrong_token_signs_nobody_in_and_is_not_shown_again() {
    Http.Answer answer = form("/sign-in", "token=a-guess-at-it");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).contains("Nobody was signed in").doesNotContain("a-guess-at-it");
    assertThat(answer.header("Set-Cookie")).isNull();
    assertThat(form("/sign-in", "").status()).isEqualTo(401);
  }

  @Test
  void after_five_wrong_ones_an_address_waits_for_a_minute() {
    for (int i = 0; i < 5; i++) {
      assertThat(form("/sign-in", "token=guess" + i).status()).isEqualTo(401);
    }
    Http.Answer sixth = form("/sign-in", "token=" + TOKEN);
    assertThat(sixth.status()).isEqualTo(429);
    assertThat(sixth.header("Retry-After")).isEqualTo("60");

    passing(Duration.ofSeconds(61));
    assertThat(form("/sign-in", "token=" + TOKEN).status()).isEqualTo(303);
  }

  @Test
  void a_seat_ends_when_nobody_uses_it_and_at_the_end_of_the_day_at_the_latest() {
    String seat = seat(VIEWER);
    passing(Duration.ofMinutes(61));
    assertThat(page("Cookie", seat).status()).isEqualTo(303);

    String used = seat(VIEWER);
    for (int i = 0; i < 12; i++) {
      passing(Duration.ofMinutes(59));
      assertThat(page("Cookie", used).status()).isEqualTo(200);
    }
    passing(Duration.ofMinutes(30));
    assertThat(page("Cookie", used).status()).isEqualTo(303);
  }

  @Test
  void a_seat_ends_with_its_token() {
    String seat = seat(VIEWER);
    controls.viewers.set(List.of(new Secret("another-viewer-of-it")));

    assertThat(page("Cookie", seat).status()).isEqualTo(303);
  }

  @Test
  void signing_out_needs_the_form_of_the_page_itself() {
    String seat = seat(VIEWER);
    form("/sign-out", "csrf=guessed", "Cookie", seat);
    String page = page("Cookie", seat).body();
    String csrf = page.replaceAll("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");

    Http.Answer out = form("/sign-out", "csrf=" + csrf, "Cookie", seat);

    assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
    assertThat(page("Cookie", seat).status()).isEqualTo(303);
  }

  @Test
  void a_name_that_is_none_is_left_out() {
    String set = form("/sign-in", "name=%3Cb%3Ealice%0A&token=" + TOKEN).header("Set-Cookie");
    String seat = Objects.requireNonNull(set).split(";", 2)[0];

    assertThat(page("Cookie", seat).body()).contains("Signed in as operator<");
  }
}
