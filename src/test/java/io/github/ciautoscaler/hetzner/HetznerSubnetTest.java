package io.github.ciautoscaler.hetzner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Preference;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.reconcile.Outcome;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A server for a subnet is made without power and network, then attached, then powered on. */
class HetznerSubnetTest {

  private static final String ACTION =
      "{\"action\":{\"id\":1,\"command\":\"attach_to_network\",\"status\":\"running\",\"progress\":0,\"error\":null}}";
  private static final String NETWORK =
      """
      {"network":{"id":456,"name":"k8s","ip_range":"10.0.0.0/16","subnets":[
        {"type":"cloud","ip_range":"10.0.0.0/24","network_zone":"eu-central","gateway":"10.0.0.1"},
        {"type":"vswitch","ip_range":"10.0.3.0/24","network_zone":"eu-central",
         "gateway":"10.0.0.1","vswitch_id":9}]}}
      """;
  private static final MachineTemplate TEMPLATE =
      new MachineTemplate(
          List.of(new Offering("cpx32", "nbg1")),
          new Image.Named("debian-12"),
          new ServerAccess(List.of("k8s"), List.of(), List.of("ops"), true, true),
          Pools.K3S,
          new MachineTemplate.Options(
              Preference.LISTED, Map.of(), Labels.NAME_PREFIX, null, "10.0.0.0/24"));

  @StartStop private final MockWebServer server = new MockWebServer();

  @Test
  void itIsMadeWithoutPowerAndNetwork() throws Exception {
    server.enqueue(HetznerApi.ok(HetznerApi.fixture("networks.json")));
    server.enqueue(HetznerApi.ok(NETWORK));
    server.enqueue(HetznerApi.json(201, HetznerApi.fixture("create-201.json")).build());

    Outcome made =
        HetznerApi.cloud(server).create(HetznerApi.order("ci-runner-7f3a91c2", TEMPLATE, "x"));

    assertThat(made).isInstanceOf(Outcome.Created.class);
    HetznerApi.taken(server);
    HetznerApi.taken(server);
    JsonNode body = HetznerApi.sent(HetznerApi.taken(server));
    assertThat(body.get("start_after_create").asBoolean()).isFalse();
    assertThat(body.has("networks")).isFalse();
  }

  /** Else it would be paid for, and could never be attached. */
  @Test
  void nothingIsMadeForASubnetThatTheNetworkHasNot() {
    server.enqueue(HetznerApi.ok(HetznerApi.fixture("networks.json")));
    server.enqueue(HetznerApi.ok(NETWORK.replace("10.0.0.0/24", "10.0.9.0/24")));

    assertThat(
            HetznerApi.cloud(server).create(HetznerApi.order("ci-runner-7f3a91c2", TEMPLATE, "x")))
        .isEqualTo(
            new Outcome.Invalid(
                "network 456 has no subnet 10.0.0.0/24, but [10.0.9.0/24, 10.0.3.0/24]"));
    assertThat(server.getRequestCount()).as("the network is looked at alone").isEqualTo(2);
  }

  @Test
  void itIsAttachedInTheRangeOfTheSubnetAndThenPoweredOn() throws Exception {
    server.enqueue(HetznerApi.ok(HetznerApi.fixture("networks.json")));
    server.enqueue(HetznerApi.ok(NETWORK));
    server.enqueue(HetznerApi.json(201, ACTION).build());
    server.enqueue(HetznerApi.json(201, ACTION).build());
    HetznerCloud cloud = HetznerApi.cloud(server);

    assertThat(cloud.attach(117748834, TEMPLATE)).isEqualTo(new Outcome.Done());
    assertThat(cloud.powerOn(117748834)).isEqualTo(new Outcome.Done());

    HetznerApi.taken(server);
    assertThat(HetznerApi.taken(server).getRequestLine())
        .isEqualTo("GET /v1/networks/456 HTTP/1.1");
    RecordedRequest attach = HetznerApi.taken(server);
    assertThat(attach.getRequestLine())
        .isEqualTo("POST /v1/servers/117748834/actions/attach_to_network HTTP/1.1");
    JsonNode body = HetznerApi.sent(attach);
    assertThat(body.get("network").asLong()).isEqualTo(456);
    assertThat(body.get("ip_range").asString()).isEqualTo("10.0.0.0/24");
    assertThat(HetznerApi.taken(server).getRequestLine())
        .isEqualTo("POST /v1/servers/117748834/actions/poweron HTTP/1.1");
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    "409, server_already_attached, Done",
    "423, locked, Locked",
    "409, conflict, Transient",
    "404, not_found, Missing",
    "422, no_subnet_available, Invalid",
    "422, ip_not_available, Invalid",
    "504, timeout, Unknown",
  })
  void aRefusedAttachmentIsToldByItsCode(int status, String code, String reaction) {
    server.enqueue(HetznerApi.ok(HetznerApi.fixture("networks.json")));
    server.enqueue(HetznerApi.ok(NETWORK));
    server.enqueue(HetznerApi.error(status, code, "why"));

    assertThat(HetznerApi.cloud(server).attach(7, TEMPLATE).getClass().getSimpleName())
        .isEqualTo(reaction);
  }
}
