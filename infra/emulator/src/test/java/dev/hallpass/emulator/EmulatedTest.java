package dev.hallpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.Policy;

class EmulatedTest {
  private final IamClient iam = Emulated.client(IamClient.class, new OnlyLists());

  @Test
  void whatTheEmulationAnswersIsAnswered() {
    assertThat(iam.listPolicies(ListPoliciesRequest.builder().pathPrefix("/a/").build()).policies())
        .extracting(Policy::path)
        .containsExactly("/a/");
  }

  @Test
  void theInterfacesOwnConveniencesLeadToTheEmulation() {
    assertThat(iam.listPolicies(request -> request.pathPrefix("/b/")).policies())
        .extracting(Policy::path)
        .containsExactly("/b/");
    assertThat(iam.listPolicies().policies()).hasSize(1);
    assertThat(iam.listPoliciesPaginator(request -> request.pathPrefix("/c/")).policies())
        .extracting(Policy::path)
        .containsExactly("/c/");
  }

  @Test
  void whatIsNotEmulatedIsRefusedByItsName() {
    assertThatThrownBy(() -> iam.createUser(request -> request.userName("x")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("iam:CreateUser is not emulated");
    assertThatThrownBy(iam::getAccountSummary).hasMessage("iam:GetAccountSummary is not emulated");
    assertThatThrownBy(iam::waiter).hasMessage("iam:Waiter is not emulated");
  }

  @Test
  void anErrorOfTheEmulationArrivesAsItIs() {
    assertThatThrownBy(() -> iam.listPolicies(request -> request.pathPrefix("refuse")))
        .isInstanceOf(IamException.class)
        .hasMessage("refused");
  }

  private static final class OnlyLists implements IamClient {
    @Override
    public ListPoliciesResponse listPolicies(ListPoliciesRequest request) {
      if ("refuse".equals(request.pathPrefix())) {
        throw IamException.builder().message("refused").build();
      }
      return ListPoliciesResponse.builder()
          .policies(Policy.builder().path(request.pathPrefix()).build())
          .build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
