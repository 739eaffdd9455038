package io.github.ciautoscaler.bootstrap;

import java.util.List;

/**
 * What the machines of a pool that joins by cloud-init are like.
 *
 * @param subnets of which a Node's address is to be; empty: as the kubelet finds it
 * @param blockMetadata whether nothing on a machine may ask the metadata service
 */
public record Setup(List<String> subnets, boolean blockMetadata, Additions additions) {

  /** Nothing but the block. */
  public static final Setup PLAIN = new Setup(List.of(), true, Additions.NONE);

  public Setup {
    subnets = List.copyOf(subnets);
  }
}
