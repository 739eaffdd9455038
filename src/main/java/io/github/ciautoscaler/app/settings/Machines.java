package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.bootstrap.Additions;
import io.github.ciautoscaler.bootstrap.K3sBootstrap;
import io.github.ciautoscaler.bootstrap.KubeadmBootstrap;
import io.github.ciautoscaler.bootstrap.NodeMarks;
import io.github.ciautoscaler.bootstrap.OwnBootstrap;
import io.github.ciautoscaler.bootstrap.Rke2Bootstrap;
import io.github.ciautoscaler.bootstrap.Setup;
import io.github.ciautoscaler.bootstrap.TalosBootstrap;
import io.github.ciautoscaler.bootstrap.TalosConfig;
import io.github.ciautoscaler.bootstrap.TemplateBootstrap;
import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Secret;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What machines are made of and boot with, as the environment says.
 *
 * @param offerings in order of preference, never empty
 * @param join how they join where a pool says nothing else
 */
public record Machines(List<Offering> offerings, Image image, Joining joining, Join join) {

  /**
   * What generated user-data is made of.
   *
   * @param clusterSecret null where it is not given
   * @param k3sUrl where agents join; null where it is to be found out
   * @param k3sAgentArgs shell text
   */
  public record Joining(
      @Nullable Secret clusterSecret,
      @Nullable URI k3sUrl,
      String k3sAgentArgs,
      boolean blockMetadata) {

    Joining with(String agentArgs) {
      return new Joining(clusterSecret, k3sUrl, agentArgs, blockMetadata);
    }
  }

  /** A way to join the cluster, with what the owner gave for it. */
  public sealed interface Join {

    /** With user-data that is generated. */
    record K3s() implements Join {}

    /** With user-data that is sent as it is. */
    record Own(Secret userData) implements Join {}

    record Rke2() implements Join {}

    record Kubeadm() implements Join {}

    record Template(Secret text) implements Join {}

    record Talos(TalosConfig config) implements Join {}
  }

  /** K3S_AGENT_ARGS are for K3s alone. */
  Joining ofTheEnvironment() {
    return join instanceof Join.K3s ? joining : joining.with("");
  }

  /** Of the environment, which adds nothing. */
  Setup setup() {
    return new Setup(List.of(), joining.blockMetadata(), Additions.NONE);
  }

  /** The way in which new machines of a pool join. */
  static MachineBootstrap bootstrap(Join join, Joining joining, NodeMarks marks, Setup setup) {
    String url = joining.k3sUrl() == null ? null : joining.k3sUrl().toString();
    Secret secret = joining.clusterSecret() == null ? new Secret("") : joining.clusterSecret();
    return switch (join) {
      case Join.K3s() -> new K3sBootstrap(secret, url, joining.k3sAgentArgs(), setup);
      case Join.Own(var userData) -> new OwnBootstrap(userData);
      case Join.Rke2() -> new Rke2Bootstrap(secret, url, joining.k3sAgentArgs(), marks, setup);
      case Join.Kubeadm() ->
          new KubeadmBootstrap(joining.clusterSecret(), url, joining.k3sAgentArgs(), marks, setup);
      case Join.Template(var text) ->
          new TemplateBootstrap(text, joining.clusterSecret(), url, marks);
      case Join.Talos(var config) -> new TalosBootstrap(config, marks, setup.subnets());
    };
  }
}
