package dev.hallpass.local.deployed;

/// What an emulator that does not cost anything cannot do, and what is done instead. Whatever of it
/// applies to a run is printed, so that nobody takes the run for more than it is.
enum Gap {
  NO_BOOTSTRAP(
      "the account is not bootstrapped",
      "the bucket for what is deployed is made, and the template's question for the bootstrap's"
          + " version is taken out"),
  UNKNOWN_TYPES(
      "CloudFormation lacks resource types",
      "they are taken out of the template, and what refers to one is given its logical id; a state"
          + " machine's alias becomes the machine itself"),
  NO_USER_ARN(
      "API Gateway checks no signature and tells functions no userArn",
      "signed routes are played by calling their function with the event of events/http; routes"
          + " without a signature go through API Gateway"),
  NO_IDENTITY_CENTER(
      "there is no IAM Identity Center",
      "the requester has a role of the form that Identity Center gives to a permission set"),
  NO_DELIVERY(
      "mails are accepted, not delivered",
      "they are read where the emulator keeps them, and the sender is verified by a call"),
  NO_NAMES(
      "the host in a mailed link leads to AWS", "its path is followed at the emulator's address"),
  NO_ENFORCEMENT(
      "IAM policies are kept, but refuse nothing",
      "a grant's policy is seen to be there and to go; what policies refuse is proved by"
          + " infra/emulator's tests and by a run on AWS"),
  OTHER_PROCESSOR(
      "functions of arm64 do not start on another processor",
      "the emulator is told to overlook the architecture");

  private final String lacks;
  private final String instead;

  Gap(String lacks, String instead) {
    this.lacks = lacks;
    this.instead = instead;
  }

  void print(String detail) {
    String what = detail.isEmpty() ? lacks : lacks + " (" + detail + ")";
    System.out.printf("gap: %s: %s. Instead: %s.%n", name(), what, instead);
  }

  void print() {
    print("");
  }
}
