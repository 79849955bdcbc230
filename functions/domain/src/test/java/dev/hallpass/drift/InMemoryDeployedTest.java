package dev.hallpass.drift;

/// The deployed system in memory keeps to the contract.
class InMemoryDeployedTest extends DeployedContract {

  private final InMemoryDeployed deployed = new InMemoryDeployed();

  @Override
  protected Deployed deployed() {
    return deployed;
  }

  @Override
  protected void change() {
    deployed.differ(CHANGED);
  }

  @Override
  protected void putBack() {
    deployed.repair(CHANGED);
  }

  @Override
  protected void remove() {
    deployed.differ(MISSING);
  }

  @Override
  protected void hide() {
    deployed.differ(UNDETERMINED);
  }
}
