package io.github.ciautoscaler.hetzner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.hetzner.PoolFlaw.About;
import java.util.List;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pool asks for is compared with what Hetzner's catalogue says. */
class HetznerCatalogueTest {

  private static final Image UBUNTU = new Image.Named("ubuntu-24.04");
  private static final String BOTH =
      "{\"images\":[{\"architecture\":\"x86\"},{\"architecture\":\"arm\"}]}";

  @StartStop private final MockWebServer server = new MockWebServer();

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cpx22       | fsn1      |              |
          109         | 2         |              |
          cpx99       | fsn1      | SERVER_TYPES | names cpx99, which is no server type of Hetzner's
          cpx22       | fsn9      | LOCATIONS    | names fsn9, where Hetzner sells no server
          cax21       | nbg1      | SERVER_TYPES | names cax21, which is not sold at nbg1
          cx22        | fsn1      | SERVER_TYPES | names cx22, which is deprecated at fsn1 and is not sold since 2026-01-01
          cx22        | nbg1      | SERVER_TYPES | names cx22, which is deprecated at nbg1 and is sold until 2027-01-01
          cpx22,cax21 | fsn1      | SERVER_TYPES | names types of several architectures, cax21 (arm) and cpx22 (x86), and a pool has one
          """)
  void whatIsWrongIsSaid(String types, String locations, About about, String sentence) {
    answer(HetznerApi.fixture("server-types.json"), BOTH);

    List<PoolFlaw> flaws = flaws(pool("a", types, locations, UBUNTU));

    assertThat(flaws)
        .isEqualTo(about == null ? List.of() : List.of(new PoolFlaw("a", about, sentence)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"images":[]}                        | is ubuntu-24.04, and the Hetzner project has none
          {"images":[{"architecture":"arm"}]}  | is ubuntu-24.04, which is there for arm alone, and cpx22 is x86
          """)
  void anImageOfAnotherArchitectureIsSaid(String images, String sentence) throws Exception {
    answer(HetznerApi.fixture("server-types.json"), images);

    assertThat(flaws(pool("a", "cpx22", "fsn1", UBUNTU)))
        .containsExactly(new PoolFlaw("a", About.IMAGE, sentence));

    HetznerApi.taken(server);
    assertThat(HetznerApi.taken(server).getTarget())
        .isEqualTo("/v1/images?name=ubuntu-24.04&include_deprecated=true");
  }

  @Test
  void anImageIsAskedForByItsIdOrItsLabels() throws Exception {
    answer(HetznerApi.fixture("server-types.json"), "{\"image\":{\"architecture\":\"x86\"}}");
    server.enqueue(HetznerApi.error(404, "not_found", "image with ID '8' not found"));
    answer(HetznerApi.fixture("snapshots.json"));

    List<PoolFlaw> flaws =
        flaws(
            pool("a", "cpx22", "fsn1", new Image.Named("7")),
            pool("b", "cpx22", "fsn1", new Image.Named("8")),
            pool("c", "cpx22", "fsn1", new Image.Newest("os=talos")));

    assertThat(flaws)
        .containsExactly(new PoolFlaw("b", About.IMAGE, "is 8, and the Hetzner project has none"));
    HetznerApi.taken(server);
    assertThat(HetznerApi.taken(server).getTarget()).isEqualTo("/v1/images/7");
    assertThat(HetznerApi.taken(server).getTarget()).isEqualTo("/v1/images/8");
    assertThat(HetznerApi.taken(server).getTarget())
        .startsWith("/v1/images?type=snapshot&status=available&label_selector=os%3Dtalos");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NETWORKS        | ci  | {"networks":[]}                            | /v1/networks?name=ci
          NETWORKS        | ci  | {"networks":[{"id":7,"name":"ci-old"}]}    | /v1/networks?name=ci
          FIREWALLS       | ci  | {"firewalls":null}                         | /v1/firewalls?name=ci
          SSH_KEYS        | ops | {"ssh_keys":[]}                            | /v1/ssh_keys?name=ops
          PLACEMENT_GROUP | ci  | {"placement_groups":[]}                    | /v1/placement_groups?name=ci
          """)
  void whatTheProjectDoesNotHaveIsSaid(About about, String name, String body, String call)
      throws Exception {
    answer(HetznerApi.fixture("server-types.json"), BOTH, body);

    assertThat(flaws(naming(about, name)))
        .containsExactly(
            new PoolFlaw(
                "a", about, "names " + name + ", which the Hetzner project does not have"));
    HetznerApi.taken(server);
    HetznerApi.taken(server);
    assertThat(HetznerApi.taken(server).getTarget()).isEqualTo(call);
  }

  @Test
  void whatTheProjectHasIsAskedForOnceByItsNameOrItsId() {
    answer(HetznerApi.fixture("server-types.json"), BOTH);
    answer("{\"networks\":[{\"id\":7,\"name\":\"ci\"}]}", "{\"network\":{\"id\":7}}");
    server.enqueue(HetznerApi.error(404, "not_found", "network with ID '8' not found"));

    List<PoolFlaw> flaws =
        flaws(
            naming(About.NETWORKS, "ci"),
            naming(About.NETWORKS, "ci"),
            naming(About.NETWORKS, "7"),
            naming(About.NETWORKS, "8"));

    assertThat(flaws)
        .containsExactly(
            new PoolFlaw("a", About.NETWORKS, "names 8, which the Hetzner project does not have"));
    assertThat(server.getRequestCount()).isEqualTo(5);
  }

  @Test
  void whereHetznerDoesNotSayWhatTheProjectHasNothingIsKnown() {
    answer(HetznerApi.fixture("server-types.json"), BOTH);
    server.enqueue(new MockResponse.Builder().code(502).build());

    assertThat(HetznerApi.cloud(server).flaws(List.of(naming(About.FIREWALLS, "ci"))))
        .isInstanceOf(Reading.Failed.class);
  }

  @Test
  void whereHetznerDoesNotAnswerNothingIsKnown() {
    server.enqueue(new MockResponse.Builder().code(502).build());
    assertThat(HetznerApi.cloud(server).flaws(List.of(pool("a", "x", "y", UBUNTU))))
        .isInstanceOf(Reading.Failed.class);

    answer(HetznerApi.fixture("server-types.json"));
    server.enqueue(new MockResponse.Builder().code(502).build());
    assertThat(HetznerApi.cloud(server).flaws(List.of(pool("a", "x", "y", UBUNTU))))
        .isInstanceOf(Reading.Failed.class);
  }

  @Test
  void aCatalogueThatDoesNotSayWhereTypesAreSoldAccusesNobody() {
    answer("{\"server_types\":[{\"id\":1,\"name\":\"cpx22\"}]}", BOTH);

    assertThat(flaws(pool("a", "cpx22", "fsn9", UBUNTU))).isEmpty();
  }

  private List<PoolFlaw> flaws(Pool... pools) {
    Reading<List<PoolFlaw>> reading = HetznerApi.cloud(server).flaws(List.of(pools));
    assertThat(reading).isInstanceOf(Reading.Complete.class);
    return ((Reading.Complete<List<PoolFlaw>>) reading).value();
  }

  private static Pool pool(String name, String types, String locations, Image image) {
    return pool(
        name,
        new MachineTemplate(
            Offering.each(List.of(types.split(",")), List.of(locations.split(","))),
            image,
            ServerAccess.PUBLIC,
            Pools.K3S,
            MachineTemplate.Options.USUAL));
  }

  private static Pool pool(String name, MachineTemplate template) {
    return Pools.of(name, 3, template, Set.of("linux"));
  }

  /** A pool that asks for one thing of the project. */
  private static Pool naming(About about, String idOrName) {
    MachineTemplate.Options usual = MachineTemplate.Options.USUAL;
    return pool(
        "a",
        new MachineTemplate(
            List.of(new Offering("cpx22", "fsn1")),
            UBUNTU,
            new ServerAccess(
                onlyOf(About.NETWORKS, about, idOrName),
                onlyOf(About.FIREWALLS, about, idOrName),
                onlyOf(About.SSH_KEYS, about, idOrName),
                true,
                true),
            Pools.K3S,
            new MachineTemplate.Options(
                usual.preference(),
                usual.labels(),
                usual.namePrefix(),
                about == About.PLACEMENT_GROUP ? idOrName : null,
                null)));
  }

  private static List<String> onlyOf(About about, About wanted, String idOrName) {
    return about == wanted ? List.of(idOrName) : List.of();
  }

  private void answer(String... bodies) {
    for (String body : bodies) {
      server.enqueue(HetznerApi.ok(body));
    }
  }
}
