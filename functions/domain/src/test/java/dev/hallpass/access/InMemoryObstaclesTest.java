package dev.hallpass.access;

/// The obstacles in memory keep to the contract.
class InMemoryObstaclesTest extends ObstaclesContract {

  @Override
  protected Obstacles empty() {
    return new InMemoryObstacles();
  }
}
