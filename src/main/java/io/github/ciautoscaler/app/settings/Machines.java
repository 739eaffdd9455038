package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.bootstrap.K3sBootstrap;
import io.github.ciautoscaler.bootstrap.OwnBootstrap;
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
 * @param k3sUrl where agents join; null where it is to be found out
 * @param k3sAgentArgs shell text
 * @param userData replaces the generated user-data; null where that is used
 */
public record Machines(
    List<Offering> offerings,
    String image,
    Secret clusterSecret,
    @Nullable URI k3sUrl,
    String k3sAgentArgs,
    boolean blockMetadata,
    @Nullable Secret userData) {

  Machines with(String agentArgs, @Nullable Secret otherUserData) {
    return new Machines(
        offerings, image, clusterSecret, k3sUrl, agentArgs, blockMetadata, otherUserData);
  }

  /** The way in which new machines join. */
  MachineBootstrap bootstrap() {
    return userData != null
        ? new OwnBootstrap(userData)
        : new K3sBootstrap(
            clusterSecret, k3sUrl == null ? null : k3sUrl.toString(), k3sAgentArgs, blockMetadata);
  }
}
