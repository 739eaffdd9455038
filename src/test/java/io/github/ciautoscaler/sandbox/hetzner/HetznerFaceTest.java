package io.github.ciautoscaler.sandbox.hetzner;

import static io.github.ciautoscaler.sandbox.wire.Asking.body;
import static io.github.ciautoscaler.sandbox.wire.Asking.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.sandbox.wire.Asking;
import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.simulator.World;
import io.github.ciautoscaler.simulator.WorldSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class HetznerFaceTest {

  private final World world = new World(WorldSettings.standard(1).withServerLimit(60));
  private final Asking hetzner =
      new Asking(new HetznerFace(world.cloud(), "token", "reader"), "token");

  private static String order(String name, String more) {
    return """
    {"name": "%s", "server_type": "cx23", "image": "ubuntu-24.04", "location": "nbg1",
     "labels": {"managed-by": "gitea-ci-autoscaler"} %s}
    """
        .formatted(name, more);
  }

  private Response create(String name) {
    return hetzner.ask("POST", "/v1/servers", order(name, ""));
  }

  @Test
  void writes_a_new_server_with_all_that_hetzners_specification_has() {
    JsonNode created = body(create("ci-runner-00000001"));
    assertThat(fields(created))
        .containsExactly("action", "next_actions", "root_password", "server");
    assertThat(fields(created.path("server")))
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "status",
            "created",
            "public_net",
            "private_net",
            "server_type",
            "location",
            "image",
            "iso",
            "rescue_enabled",
            "locked",
            "backup_window",
            "outgoing_traffic",
            "ingoing_traffic",
            "included_traffic",
            "protection",
            "labels",
            "volumes",
            "load_balancers",
            "primary_disk_size",
            "placement_group");
    assertThat(created.at("/server/status").asString()).isEqualTo("initializing");
    assertThat(created.at("/action/error").isNull()).isTrue();
    assertThat(created.at("/action/command").asString()).isEqualTo("create_server");
    assertThat(created.at("/next_actions/0/command").asString()).isEqualTo("start_server");
    assertThat(created.at("/root_password").isString()).as("no key was given").isTrue();
    assertThat(created.at("/server/server_type/prices/0/price_hourly/net").asString())
        .isEqualTo("0.0088000000");
  }

  @Test
  void walks_through_the_states_until_it_has_power() {
    String path = "/v1/servers/" + body(create("ci-runner-00000001")).at("/server/id").asLong();
    world.advance(Duration.ofMinutes(1));
    assertThat(body(hetzner.get(path)).at("/server/status").asString()).isEqualTo("running");
    Response deleted = hetzner.ask("DELETE", path, "");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(body(deleted).at("/action/command").asString()).isEqualTo("delete_server");
    world.advance(Duration.ofMinutes(1));
    assertThat(hetzner.get(path).status()).isEqualTo(404);
    String action = "/v1/actions/" + body(deleted).at("/action/id").asLong();
    assertThat(body(hetzner.get(action)).at("/action/status").asString()).isEqualTo("success");
  }

  @Test
  void lists_snapshots_by_labels_and_architecture_and_they_have_no_name() {
    JsonNode found =
        body(
            hetzner.get(
                "/v1/images?type=snapshot&status=available&architecture=x86"
                    + "&label_selector=os%3Dtalos&sort=created:desc"));

    assertThat(found.at("/images/0/id").asLong()).isEqualTo(239871002);
    assertThat(found.at("/images/0/name").isNull()).isTrue();
    assertThat(found.at("/images/0/labels/os").asString()).isEqualTo("talos");
    assertThat(found.path("images")).hasSize(2);
  }

  @Test
  void a_placement_group_holds_ten_servers() {
    for (int i = 0; i < 10; i++) {
      Response created =
          hetzner.ask(
              "POST",
              "/v1/servers",
              order("ci-runner-%08x".formatted(i), ", \"placement_group\": 897"));
      assertThat(body(created).at("/server/placement_group/name").asString())
          .isEqualTo("ci-spread");
    }

    Response full =
        hetzner.ask(
            "POST", "/v1/servers", order("ci-runner-0000000a", ", \"placement_group\": 897"));
    assertThat(full.status()).isEqualTo(422);
    assertThat(body(full).at("/error/code").asString()).isEqualTo("placement_error");
    assertThat(
            body(hetzner.get("/v1/placement_groups?name=ci-spread"))
                .at("/placement_groups/0/servers"))
        .hasSize(10);
    Response unknown =
        hetzner.ask("POST", "/v1/servers", order("ci-runner-0000000b", ", \"placement_group\": 1"));
    assertThat(body(unknown).at("/error/code").asString()).isEqualTo("not_found");
  }

  @Test
  void a_server_without_power_is_attached_to_a_subnet_and_then_powered_on() {
    long id =
        body(hetzner.ask(
                "POST",
                "/v1/servers",
                order("ci-runner-00000001", ", \"start_after_create\": false")))
            .at("/server/id")
            .asLong();
    String actions = "/v1/servers/" + id + "/actions/";
    String right = "{\"network\": 456, \"ip_range\": \"10.0.0.0/16\"}";
    assertThat(code(hetzner.ask("POST", actions + "attach_to_network", right))).isEqualTo("locked");
    world.advance(Duration.ofMinutes(1));

    assertThat(
            code(
                hetzner.ask(
                    "POST",
                    actions + "attach_to_network",
                    "{\"network\": 456, \"ip_range\": \"10.9.0.0/24\"}")))
        .isEqualTo("no_subnet_available");
    Response attached = hetzner.ask("POST", actions + "attach_to_network", right);
    assertThat(attached.status()).isEqualTo(201);
    assertThat(code(hetzner.ask("POST", actions + "attach_to_network", right)))
        .isEqualTo("server_already_attached");
    JsonNode server = body(hetzner.get("/v1/servers/" + id)).path("server");
    assertThat(server.path("status").asString()).isEqualTo("off");
    assertThat(server.at("/private_net/0/network").asLong()).isEqualTo(456);

    hetzner.ask("POST", actions + "poweron", "{}");
    world.advance(Duration.ofMinutes(1));
    assertThat(body(hetzner.get("/v1/servers/" + id)).at("/server/status").asString())
        .isEqualTo("running");
  }

  private static String code(Response refused) {
    return body(refused).at("/error/code").asString();
  }

  @Test
  void pages_by_25_and_at_most_50() {
    for (int i = 0; i < 55; i++) {
      create("ci-runner-%08x".formatted(i));
    }
    create("somebody-elses");
    world.advance(Duration.ofMinutes(1));
    JsonNode first = body(hetzner.get("/v1/servers"));
    assertThat(first.path("servers").size()).isEqualTo(25);
    assertThat(first.at("/meta/pagination/next_page").asInt()).isEqualTo(2);
    assertThat(first.at("/meta/pagination/previous_page").isNull()).isTrue();
    JsonNode last = body(hetzner.get("/v1/servers?per_page=50&page=2"));
    assertThat(last.path("servers").size()).isEqualTo(6);
    assertThat(last.at("/meta/pagination/next_page").isNull()).isTrue();
    assertThat(last.at("/meta/pagination/total_entries").asInt()).isEqualTo(56);
    assertThat(hetzner.get("/v1/servers?per_page=51").status()).isEqualTo(422);
    assertThat(body(hetzner.get("/v1/servers?name=somebody-elses")).path("servers").size())
        .isEqualTo(1);
    assertThat(body(hetzner.get("/v1/servers?sort=name:desc")).at("/servers/0/name").asString())
        .isEqualTo("somebody-elses");
  }

  @Test
  void filters_by_label_and_replaces_the_whole_label_map() {
    long id = body(create("ci-runner-00000001")).at("/server/id").asLong();
    world.advance(Duration.ofMinutes(1));
    String ours = "/v1/servers?label_selector=managed-by%3Dgitea-ci-autoscaler";
    assertThat(body(hetzner.get(ours)).path("servers").size()).isEqualTo(1);
    Response changed = hetzner.ask("PUT", "/v1/servers/" + id, "{\"labels\": {\"a\": \"b\"}}");
    assertThat(body(changed).at("/server/labels").toString()).isEqualTo("{\"a\":\"b\"}");
    assertThat(body(hetzner.get(ours)).path("servers").size()).isZero();
    assertThat(hetzner.get("/v1/servers?label_selector=a%20in").status()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"name\": \"\"' | 422 | invalid_input",
        "'\"server_type\": \"cx99\"' | 422 | invalid_input",
        "'\"labels\": {\"version\": \"v1.34.2+k3s1\"}' | 422 | invalid_input",
        "'\"networks\": [1]' | 404 | not_found",
        "'\"ssh_keys\": [\"nobody\"]' | 404 | not_found",
        "'\"public_net\": {\"enable_ipv4\": false, \"enable_ipv6\": false}' | 422 | invalid_input",
        "'\"datacenter\": \"nbg1-dc3\"' | 422 | invalid_input"
      })
  void refuses_a_wrong_order(String field, int status, String code) {
    Response answer = hetzner.ask("POST", "/v1/servers", order("ci-runner-00000001", ", " + field));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(body(answer).at("/error/code").asString()).isEqualTo(code);
  }

  @Test
  void refuses_user_data_above_32_kib_a_taken_name_and_what_is_sold_out() {
    String large = ", \"user_data\": \"" + "x".repeat(32_769) + "\"";
    assertThat(hetzner.ask("POST", "/v1/servers", order("a", large)).status()).isEqualTo(422);
    assertThat(create("a").status()).isEqualTo(201);
    assertThat(body(create("a")).at("/error/code").asString()).isEqualTo("uniqueness_error");
    world.cloud().stock().setSoldOut("cx23", "nbg1", true);
    Response soldOut = create("b");
    assertThat(soldOut.status()).isEqualTo(412);
    assertThat(body(soldOut).at("/error/code").asString()).isEqualTo("resource_unavailable");
    world.cloud().stock().refill();
    world.cloud().setServerLimit(1);
    assertThat(body(create("c")).at("/error/details/limits/0/name").asString())
        .isEqualTo("server_limit");
  }

  @Test
  void asks_for_a_token_that_may_write() {
    assertThat(body(hetzner.as("guess").get("/v1/servers")).at("/error/code").asString())
        .isEqualTo("unauthorized");
    assertThat(hetzner.as("reader").get("/v1/servers").status()).isEqualTo(200);
    Response refused = hetzner.as("reader").ask("POST", "/v1/servers", order("a", ""));
    assertThat(refused.status()).isEqualTo(401);
    assertThat(body(refused).at("/error/code").asString()).isEqualTo("token_readonly");
  }

  @Test
  void counts_every_request_and_answers_429_when_the_hour_is_spent() {
    Response first = hetzner.get("/v1/locations");
    assertThat(first.headers())
        .containsEntry("ratelimit-limit", "3600")
        .containsEntry("ratelimit-remaining", "3599")
        .containsKeys("ratelimit-reset", "x-correlation-id");
    world.cloud().bucket().drainTo(1, world.now());
    assertThat(hetzner.as("guess").get("/v1/locations").status()).isEqualTo(401);
    Response refused = hetzner.get("/v1/locations");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(body(refused).at("/error/code").asString()).isEqualTo("rate_limit_exceeded");
    assertThat(refused.headers()).containsEntry("ratelimit-remaining", "0");
    world.advance(Duration.ofSeconds(2));
    assertThat(hetzner.get("/v1/locations").status()).isEqualTo(200);
  }

  @Test
  void answers_423_while_another_action_runs() {
    long id = body(create("a")).at("/server/id").asLong();
    world.cloud().lock(world.cloud().server(id).orElseThrow(), Duration.ofMinutes(1));
    assertThat(hetzner.ask("DELETE", "/v1/servers/" + id, "").status()).isEqualTo(423);
    world.advance(Duration.ofMinutes(2));
    assertThat(hetzner.ask("DELETE", "/v1/servers/" + id, "").status()).isEqualTo(200);
  }

  @Test
  void gives_actions_by_id_only() {
    JsonNode created = body(create("a"));
    long id = created.at("/action/id").asLong();
    assertThat(hetzner.get("/v1/actions").status()).isEqualTo(422);
    assertThat(body(hetzner.get("/v1/actions?id=" + id)).path("actions").size()).isEqualTo(1);
    assertThat(body(hetzner.get("/v1/servers/actions/" + id)).at("/action/id").asLong())
        .isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "locations",
    "server_types",
    "images",
    "ssh_keys",
    "networks",
    "firewalls",
    "placement_groups",
    "primary_ips"
  })
  void lists_what_is_sold_and_owned(String what) {
    Response answer = hetzner.get("/v1/" + what);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(fields(body(answer))).containsExactlyInAnyOrder("meta", what);
  }

  @Test
  void says_the_currency_in_the_price_list() {
    JsonNode pricing = body(hetzner.get("/v1/pricing")).path("pricing");
    assertThat(pricing.path("currency").asString()).isEqualTo("EUR");
    assertThat(pricing.at("/primary_ips/0/prices/0/price_hourly/net").asString())
        .isEqualTo("0.0008000000");
  }
}
