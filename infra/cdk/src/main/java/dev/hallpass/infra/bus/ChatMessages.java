package dev.hallpass.infra.bus;

import dev.hallpass.catalog.Installation.Chats;
import dev.hallpass.catalog.Installation.Slack;
import dev.hallpass.catalog.Installation.Teams;
import dev.hallpass.infra.shared.EncryptionKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.UniqueResourceNameOptions;
import software.amazon.awscdk.services.chatbot.CfnMicrosoftTeamsChannelConfiguration;
import software.amazon.awscdk.services.chatbot.CfnSlackChannelConfiguration;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.events.CfnRule.InputTransformerProperty;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/// Shows each turn of a grant in channels of Slack and Teams, in one thread for each grant. Amazon
/// Q Developer in chat applications brings the messages there; it may do nothing in AWS.
public final class ChatMessages extends Construct {

  /// A message of Amazon Q's custom notifications (source: Amazon Q Developer in chat applications,
  /// custom notifications). EventBridge escapes nothing that it puts into the places, so they take
  /// only what needs no escape.
  private static final String MESSAGE =
      """
      {"version": "1.0", "source": "custom", "id": "<id>", "content": {"textType": "client-markdown", \
      "title": "<title>", "description": "<says>\\n*What*: <what>\\n*Why*: <why>", \
      "nextSteps": ["`<next>`"]}, "metadata": {"threadId": "<grant>", "summary": "<title>", \
      "eventType": "<type>"}}\
      """;

  private static final UniqueResourceNameOptions NAME_FORM =
      UniqueResourceNameOptions.builder().separator("-").build();

  private final Topic topic;
  private final Role amazonQ;

  /// @param chats one channel at least
  public ChatMessages(Construct scope, GrantBus bus, Chats chats, EncryptionKey key) {
    super(scope, "ChatMessages");
    topic = key.encrypt(Topic.Builder.create(this, "Topic").enforceSsl(true)).build();
    passOn(bus, key);
    // It has no permission: nobody does anything in AWS from a chat.
    amazonQ = role("AmazonQ", new ServicePrincipal("chatbot.amazonaws.com"));
    for (int i = 0; i < chats.slack().size(); i++) {
      show("Slack" + i, chats.slack().get(i));
    }
    for (int i = 0; i < chats.teams().size(); i++) {
      show("Teams" + i, chats.teams().get(i));
    }
  }

  private void passOn(GrantBus bus, EncryptionKey key) {
    Role publisher =
        role(
            "Publisher",
            new PrincipalWithConditions(
                new ServicePrincipal("events.amazonaws.com"),
                Map.of("ArnLike", Map.of("aws:SourceArn", bus.rules()))));
    publisher.addToPolicy(allow(List.of("sns:Publish"), topic.getTopicArn()));
    key.publishing().forEach(publisher::addToPolicy);
    CfnRule.Builder.create(this, "EachTurn")
        .description("Shows each turn of a grant of Hallpass in chats")
        .eventBusName(bus.name())
        .eventPattern(turns())
        .targets(
            List.of(
                CfnRule.TargetProperty.builder()
                    .id("Topic")
                    .arn(topic.getTopicArn())
                    .roleArn(publisher.getRoleArn())
                    .inputTransformer(message())
                    .build()))
        .build();
  }

  /// An event of a workflow that is refused has no grant, and so no thread.
  private static Map<String, Object> turns() {
    Map<String, Object> pattern = new TreeMap<>();
    pattern.put("source", List.of("hallpass"));
    pattern.put("detail", Map.of("grant", List.of(Map.of("exists", true))));
    return pattern;
  }

  private static InputTransformerProperty message() {
    Map<String, String> places = new TreeMap<>();
    List.of("title", "says", "what", "why", "next")
        .forEach(line -> places.put(line, "$.detail.text." + line));
    places.put("grant", "$.detail.grant");
    places.put("id", "$.detail.id");
    places.put("type", "$.detail-type");
    return InputTransformerProperty.builder().inputPathsMap(places).inputTemplate(MESSAGE).build();
  }

  private void show(String id, Slack channel) {
    CfnSlackChannelConfiguration.Builder.create(this, id)
        .configurationName(nameOf(id))
        .slackWorkspaceId(channel.workspace())
        .slackChannelId(channel.channel())
        .iamRoleArn(amazonQ.getRoleArn())
        .guardrailPolicies(List.of(denyAll()))
        .snsTopicArns(List.of(topic.getTopicArn()))
        .build();
  }

  private void show(String id, Teams channel) {
    CfnMicrosoftTeamsChannelConfiguration.Builder.create(this, id)
        .configurationName(nameOf(id))
        .teamsTenantId(channel.tenant())
        .teamId(channel.team())
        .teamsChannelId(channel.channel())
        .iamRoleArn(amazonQ.getRoleArn())
        .guardrailPolicies(List.of(denyAll()))
        .snsTopicArns(List.of(topic.getTopicArn()))
        .build();
  }

  /// A configuration must have a name.
  private String nameOf(String id) {
    return "%s-%s".formatted(Names.uniqueResourceName(this, NAME_FORM), id);
  }

  /// Without a guardrail, Amazon Q takes the policy of an administrator as the limit of its role.
  private String denyAll() {
    return "arn:%s:iam::aws:policy/AWSDenyAll".formatted(Stack.of(this).getPartition());
  }

  private Role role(String id, IPrincipal service) {
    return Role.Builder.create(this, id).assumedBy(service).build();
  }

  private static PolicyStatement allow(List<String> actions, String resource) {
    return PolicyStatement.Builder.create().actions(actions).resources(List.of(resource)).build();
  }
}
