package io.github.ciautoscaler.hetzner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.ServerCloud.Order;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error that Hetzner documents or was seen to send, and what a create makes of it. */
class HetznerErrorTableTest {

  private static final Order ORDER =
      HetznerApi.order(
          "ci-runner-7f3a91c2",
          new Offering("cpx32", "nbg1"),
          HetznerApi.OPS,
          "#cloud-config\n# K3S_TOKEN=CLUSTERSECRETVALUE-0123456789\n");

  @StartStop private final MockWebServer server = new MockWebServer();

  @ParameterizedTest(name = "{0} {1} ({2}) is {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | json_error                     | malformed                                  | Invalid
          401 | unauthorized                   | unable to authenticate                     | Unauthorized
          401 | token_readonly                 | the token is only allowed to read          | Unauthorized
          403 | forbidden                      | insufficient permissions                   | Forbidden
          403 | maintenance                    | blocked by maintenance                     | PlacementUnavailable
          403 | resource_limit_exceeded        | server limit exceeded                      | LimitReached
          403 | resource_limit_exceeded        | Server limit reached                       | LimitReached
          403 | resource_limit_exceeded        | dedicated core limit exceeded              | TypeUnavailable
          403 | resource_limit_exceeded        | limit of dedicated vCPUs exceeded          | TypeUnavailable
          403 | resource_limit_exceeded        | shared core limit exceeded                 | TypeUnavailable
          403 | resource_limit_exceeded        | server type limit exceeded                 | TypeUnavailable
          403 | resource_limit_exceeded        | you may have no more servers of CPX32      | TypeUnavailable
          403 | resource_limit_exceeded        | server limit of this location exceeded     | PlacementUnavailable
          403 | resource_limit_exceeded        | no more in nbg1                            | PlacementUnavailable
          403 | resource_limit_exceeded        | limit exceeded                             | LimitUnclear
          422 | invalid_input                  | image has incompatible architecture        | TypeUnavailable
          422 | invalid_input                  | image has wrong architecture               | TypeUnavailable
          422 | invalid_input                  | image disk is bigger than its disk         | TypeUnavailable
          422 | invalid_input                  | invalid input in field 'server_type'       | TypeUnavailable
          422 | invalid_input                  | invalid input in field 'location'          | PlacementUnavailable
          422 | invalid_input                  | network zone of the network differs        | PlacementUnavailable
          404 | not_found                      | image 1 for architecture arm not found     | TypeUnavailable
          404 | not_found                      | image with name x not found                | Missing
          403 | forbidden                      | server type cpx32 is not allowed           | TypeUnavailable
          412 | no_space_left_in_location      | no space left                              | PlacementUnavailable
          403 | resource_limit_exceeded        | Primary IP limit exceeded                  | LimitReached
          404 | not_found                      | network with ID 456 not found              | Missing
          404 | not_found                      | server type cx22 not found                 | TypeUnavailable
          422 | invalid_input                  | server type not found                      | TypeUnavailable
          405 | method_not_allowed             | method not allowed                         | Invalid
          409 | uniqueness_error               | server name is already used                | NameTaken
          409 | conflict                       | the resource has changed                   | Transient
          410 | deprecated_api_endpoint        | this endpoint was removed                  | Invalid
          412 | resource_unavailable           | error during offering                     | PlacementUnavailable
          412 | resource_unavailable           | server location disabled                   | PlacementUnavailable
          412 | primary_ip_version_mismatch    | wrong version                              | Invalid
          422 | placement_error                | no host in the offering group             | PlacementUnavailable
          422 | invalid_input                  | unsupported location for server type       | PlacementUnavailable
          422 | invalid_input                  | server type 104 is deprecated              | PlacementUnavailable
          422 | invalid_input                  | server type is currently unavailable       | PlacementUnavailable
          400 | invalid_input                  | unsupported location for server type       | PlacementUnavailable
          422 | invalid_input                  | image ubuntu-18.04 is deprecated           | Invalid
          422 | invalid_input                  | invalid input in field 'name'              | Invalid
          422 | primary_ip_assigned            | the primary IP is assigned                 | Invalid
          422 | primary_ip_datacenter_mismatch | another location                           | PlacementUnavailable
          422 | no_subnet_available            | no subnet in this zone                     | PlacementUnavailable
          422 | ip_not_available               | the network is full                        | Invalid
          422 | networks_overlap               | networks overlap                           | Invalid
          422 | private_net_only_server        | no public interface                        | Invalid
          422 | service_error                  | error within a service                     | Transient
          422 | unsupported_error              | unsupported                                | Invalid
          422 | invalid_server_type            | invalid server type                        | TypeUnavailable
          422 | server_not_stopped             | server is not stopped                      | Invalid
          423 | locked                         | another action is running                  | Locked
          423 | protected                      | protected                                  | Forbidden
          429 | rate_limit_exceeded            | limit of 3600 requests per hour reached    | RateLimited
          500 | server_error                   | an error occurred                          | Unknown
          500 | unknown_error                  | unknown                                    | Unknown
          502 | bad_gateway                    | bad gateway                                | Unknown
          503 | unavailable                    | the service is unavailable                 | Unknown
          504 | timeout                        | timed out                                  | Unknown
          400 | resource_locked                | contact support                            | Invalid
          422 | robot_unavailable              | not on our path                            | Invalid
          """)
  void everyErrorCodeHasItsReaction(int status, String code, String message, String reaction) {
    server.enqueue(HetznerApi.error(status, code, message));

    Outcome outcome = HetznerApi.cloud(server).create(ORDER);

    assertThat(outcome.getClass().getSimpleName()).isEqualTo(reaction);
    assertThat(message(outcome)).contains(code).contains(message).contains("c0ffee");
    assertThat(server.getRequestCount()).as("a create is never sent twice").isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} without a code is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          302 | Transient
          400 | Invalid
          401 | Unauthorized
          403 | Forbidden
          404 | Missing
          405 | Invalid
          408 | Unknown
          409 | Unknown
          410 | Invalid
          412 | PlacementUnavailable
          422 | Invalid
          423 | Locked
          429 | RateLimited
          500 | Unknown
          502 | Unknown
          503 | Unknown
          504 | Unknown
          """)
  void withoutACodeTheStatusDecides(int status, String reaction) {
    server.enqueue(new MockResponse.Builder().code(status).build());

    Outcome outcome = HetznerApi.cloud(server).create(ORDER);

    assertThat(outcome.getClass().getSimpleName()).isEqualTo(reaction);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void theCodeCountsMoreThanTheStatus() {
    server.enqueue(HetznerApi.error(500, "resource_unavailable", "error during placement"));

    assertThat(HetznerApi.cloud(server).create(ORDER))
        .isInstanceOf(Outcome.PlacementUnavailable.class);
  }

  @ParameterizedTest(name = "a {0} page of a gateway is {1}")
  @CsvSource({"404,Transient", "502,Unknown", "503,Unknown", "504,Unknown", "403,Forbidden"})
  void aGatewaysPageIsAnAnswerLikeAnyOther(int status, String reaction) {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("Content-Type", "text/html")
            .body("<html><body><h1>Bad Gateway</h1></body></html>")
            .build());

    Outcome outcome = HetznerApi.cloud(server).create(ORDER);

    assertThat(outcome.getClass().getSimpleName()).isEqualTo(reaction);
    assertThat(message(outcome)).contains("" + status).doesNotContain("<h1>");
  }

  @Test
  void theLimitThatWasReachedIsNamed() {
    answer(
        403,
        HetznerApi.errorBody(
            "resource_limit_exceeded",
            "Primary IP limit exceeded",
            "{\"limits\":[{\"name\":\"primary_ip_limit\"}]}"));

    Outcome outcome = HetznerApi.cloud(server).create(ORDER);

    assertThat(outcome).isInstanceOf(Outcome.LimitReached.class);
    assertThat(message(outcome)).contains("primary_ip_limit");
  }

  @Test
  void theFieldsThatAreWrongAreNamed() {
    answer(
        422,
        HetznerApi.errorBody(
            "invalid_input",
            "invalid input in field 'user_data'",
            "{\"fields\":[{\"name\":\"user_data\",\"messages\":[\"Length must be between 0 and"
                + " 32768.\"]}]}"));

    Outcome outcome = HetznerApi.cloud(server).create(ORDER);

    assertThat(outcome).isInstanceOf(Outcome.Invalid.class);
    assertThat(message(outcome)).contains("user_data Length must be between 0 and 32768.");
  }

  @Test
  void thePlacementMayBeRefusedInAFieldsMessageAlone() {
    answer(
        422,
        HetznerApi.errorBody(
            "invalid_input",
            "invalid input",
            "{\"fields\":[{\"name\":\"server_type\",\"messages\":[\"unsupported location for server"
                + " type\"]}]}"));

    assertThat(HetznerApi.cloud(server).create(ORDER))
        .isInstanceOf(Outcome.PlacementUnavailable.class);
  }

  @Test
  void an_image_that_does_not_fit_this_type_may_fit_the_next() {
    answer(
        422,
        HetznerApi.errorBody(
            "invalid_input",
            "invalid input",
            "{\"fields\":[{\"name\":\"image\",\"messages\":[\"is unavailable for this server"
                + " type\"]}]}"));

    assertThat(HetznerApi.cloud(server).create(ORDER)).isInstanceOf(Outcome.TypeUnavailable.class);
  }

  @Test
  void a_limit_that_only_its_name_tells_is_told_by_it() {
    answer(
        403,
        HetznerApi.errorBody(
            "resource_limit_exceeded",
            "limit exceeded",
            "{\"limits\":[{\"name\":\"dedicated_core_limit\"}]}"));
    answer(
        403,
        HetznerApi.errorBody(
            "resource_limit_exceeded",
            "limit exceeded",
            "{\"limits\":[{\"name\":\"server_limit\"}]}"));
    HetznerCloud cloud = HetznerApi.cloud(server);

    assertThat(cloud.create(ORDER)).isInstanceOf(Outcome.TypeUnavailable.class);
    assertThat(cloud.create(ORDER)).isInstanceOf(Outcome.LimitReached.class);
  }

  @Test
  void a_field_that_is_the_same_in_every_order_is_the_owners() {
    answer(
        422,
        HetznerApi.errorBody(
            "invalid_input",
            "invalid input",
            "{\"fields\":[{\"name\":\"name\",\"messages\":[\"is no location\"]}]}"));

    assertThat(HetznerApi.cloud(server).create(ORDER)).isInstanceOf(Outcome.Invalid.class);
  }

  @Test
  void anUnavailableImageIsNoMatterOfPlacement() {
    answer(
        422,
        HetznerApi.errorBody(
            "invalid_input",
            "invalid input",
            "{\"fields\":[{\"name\":\"image\",\"messages\":[\"is unavailable\"]}]}"));

    assertThat(HetznerApi.cloud(server).create(ORDER)).isInstanceOf(Outcome.Invalid.class);
  }

  @Test
  void aRemovedEndpointNamesItsAnnouncement() {
    answer(
        410,
        HetznerApi.errorBody(
            "deprecated_api_endpoint",
            "removed",
            "{\"announcement\":\"https://docs.hetzner.cloud/changelog\"}"));

    assertThat(message(HetznerApi.cloud(server).create(ORDER)))
        .contains("https://docs.hetzner.cloud/changelog");
  }

  @Test
  void theRealAnswerOfAFullLocationMovesOn() {
    server.enqueue(
        HetznerApi.json(
                412,
                "{\"error\":{\"message\":\"error during"
                    + " placement\",\"code\":\"resource_unavailable\",\"details\":null}}")
            .addHeader("ratelimit-limit", 3600)
            .addHeader("ratelimit-remaining", 3598)
            .addHeader("ratelimit-reset", 1649831460)
            .build());

    assertThat(HetznerApi.cloud(server).create(ORDER))
        .isInstanceOf(Outcome.PlacementUnavailable.class);
  }

  @Test
  void tooManyRequestsWaitAsTold() {
    server.enqueue(
        HetznerApi.json(429, HetznerApi.errorBody("rate_limit_exceeded", "limit reached", "null"))
            .addHeader("Retry-After", 30)
            .build());
    server.enqueue(HetznerApi.error(429, "rate_limit_exceeded", "limit reached"));
    HetznerCloud cloud = HetznerApi.cloud(server);

    assertThat(cloud.create(ORDER))
        .isInstanceOfSatisfying(
            Outcome.RateLimited.class,
            limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(30)));
    assertThat(cloud.create(ORDER))
        .isInstanceOfSatisfying(
            Outcome.RateLimited.class, limited -> assertThat(limited.retryAfter()).isNull());
  }

  @Test
  void aMessageNeverRepeatsTokenOrUserData() {
    answer(
        422,
        HetznerApi.errorBody(
            "invalid_input", "cannot parse '# K3S_TOKEN=CLUSTERSECRETVALUE-0123456789'", "null"));

    assertThat(message(HetznerApi.cloud(server).create(ORDER)))
        .contains("invalid_input")
        .contains("withheld")
        .doesNotContain("CLUSTERSECRETVALUE")
        .doesNotContain("token-that-nobody-may-see");
  }

  @Test
  void aMessageStaysOnOneLineAndShort() {
    answer(422, HetznerApi.errorBody("invalid_input", "line\\nbreak " + "x".repeat(5000), "null"));

    assertThat(message(HetznerApi.cloud(server).create(ORDER)))
        .contains("line break")
        .hasSizeLessThan(700);
  }

  private void answer(int status, String body) {
    server.enqueue(HetznerApi.json(status, body).build());
  }

  private static String message(Outcome outcome) {
    return ((Outcome.Failure) outcome).message();
  }
}
