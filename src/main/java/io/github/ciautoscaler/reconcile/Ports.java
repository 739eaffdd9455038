package io.github.ciautoscaler.reconcile;

import java.time.InstantSource;

/** Everything outside that a pass needs. */
public record Ports(
    Forge forge,
    ServerCloud cloud,
    Cluster cluster,
    StateStore state,
    LeaseStore leases,
    Background background,
    Randomness randomness,
    InstantSource clock) {}
