package dev.hallpass.emulator.iam;

import dev.hallpass.emulator.AwsErrors;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/// The errors of IAM with the codes and statuses of its API reference.
final class IamErrors {
  private static final String IAM = "Iam";

  private IamErrors() {}

  static NoSuchEntityException noSuchEntity(String message) {
    return AwsErrors.fill(NoSuchEntityException.builder(), IAM, "NoSuchEntity", 404, message)
        .build();
  }

  static EntityAlreadyExistsException alreadyExists(String message) {
    return AwsErrors.fill(
            EntityAlreadyExistsException.builder(), IAM, "EntityAlreadyExists", 409, message)
        .build();
  }

  static DeleteConflictException deleteConflict(String message) {
    return AwsErrors.fill(DeleteConflictException.builder(), IAM, "DeleteConflict", 409, message)
        .build();
  }

  static LimitExceededException limitExceeded(String message) {
    return AwsErrors.fill(LimitExceededException.builder(), IAM, "LimitExceeded", 409, message)
        .build();
  }

  static MalformedPolicyDocumentException malformed(String message) {
    return AwsErrors.fill(
            MalformedPolicyDocumentException.builder(),
            IAM,
            "MalformedPolicyDocument",
            400,
            message)
        .build();
  }

  static InvalidInputException invalidInput(String message) {
    return AwsErrors.fill(InvalidInputException.builder(), IAM, "InvalidInput", 400, message)
        .build();
  }

  static IamException accessDenied(String message) {
    return (IamException)
        AwsErrors.fill(IamException.builder(), IAM, "AccessDenied", 403, message).build();
  }

  static IamException validation(String message) {
    return (IamException)
        AwsErrors.fill(IamException.builder(), IAM, "ValidationError", 400, message).build();
  }
}
