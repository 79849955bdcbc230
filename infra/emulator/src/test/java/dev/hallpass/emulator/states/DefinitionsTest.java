package dev.hallpass.emulator.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StateMachineTypeNotSupportedException;

final class DefinitionsTest {
  private final SampleWorkflow workflow = new SampleWorkflow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'Type':'Map','End':true} | 'Map' | /States/A/Type",
        "{'Type':'Parallel','End':true} | 'Parallel' | /States/A/Type",
        "{'Type':'Pass','InputPath':'$','End':true} | 'InputPath' | /States/A/InputPath",
        "{'Type':'Pass','Parameters':{},'End':true} | 'Parameters' | /States/A/Parameters",
        "{'Type':'Pass','Result':1,'End':true} | 'Result' | /States/A/Result",
        "{'Type':'Pass','QueryLanguage':'JSONPath','End':true} | 'JSONPath' | /States/A",
        "{'Type':'Pass'} | Next | /States/A",
        "{'Type':'Pass','End':true,'Next':'A'} | Next | /States/A",
        "{'Type':'Pass','Next':'Nowhere'} | Nowhere | /States",
        "{'Type':'Pass','Assign':{'states':1},'End':true} | 'states' | /States/A/Assign",
        "{'Type':'Pass','Output':'{% 1 + %}','End':true} | JSONata | /States/A/Output",
        "{'Type':'Wait','End':true} | Seconds | /States/A",
        "{'Type':'Wait','Seconds':-1,'End':true} | valid | /States/A/Seconds",
        "{'Type':'Wait','Timestamp':'soon','End':true} | valid | /States/A/Timestamp",
        "{'Type':'Choice','Choices':[]} | empty | /States/A/Choices",
        "{'Type':'Succeed','End':true} | 'End' | /States/A/End",
        "{'Type':'Fail','ErrorPath':'$'} | 'ErrorPath' | /States/A/ErrorPath"
      })
  void whatIsInvalidOrNotSupportedIsRefusedByNameWithItsPath(
      String state, String name, String path) {
    assertThatExceptionOfType(InvalidDefinitionException.class)
        .isThrownBy(() -> workflow.create("\"A\": " + state.replace('\'', '"')))
        .withMessageContaining(name.replace("''", "'"))
        .withMessageContaining(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Resource':'arn:aws:states:::sns:publish' | sns:publish | /States/A/Resource",
        "'Resource':'arn:aws:states:::lambda:invoke','Arguments':{} | FunctionName | /States/A/Arguments",
        "'Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'f','LogType':'Tail'} | 'LogType' | /States/A/Arguments/LogType",
        "'Resource':'arn:aws:states:::lambda:invoke','ResultPath':'$' | 'ResultPath' | /States/A/ResultPath",
        "'Resource':'arn:aws:states:::lambda:invoke','TimeoutSeconds':0 | valid | /States/A/TimeoutSeconds",
        "'Resource':'arn:aws:states:::lambda:invoke','TimeoutSeconds':5,'HeartbeatSeconds':5 | less | /States/A/HeartbeatSeconds",
        "'Resource':'arn:aws:states:::lambda:invoke','Retry':[{'ErrorEquals':['States.ALL']},{'ErrorEquals':['X']}] | States.ALL | /States/A/Retry[0]",
        "'Resource':'arn:aws:states:::lambda:invoke','Retry':[{'ErrorEquals':['X'],'BackoffRate':0.5}] | range | /States/A/Retry[0]/BackoffRate",
        "'Resource':'arn:aws:states:::lambda:invoke','Retry':[{'ErrorEquals':['X'],'JitterStrategy':'SOME'}] | SOME | /States/A/Retry[0]/JitterStrategy",
        "'Resource':'arn:aws:states:::lambda:invoke','Catch':[{'ErrorEquals':['X'],'ResultPath':'$','Next':'A'}] | 'ResultPath' | /States/A/Catch[0]/ResultPath"
      })
  void aTaskThatAsksForMoreIsRefusedByNameWithItsPath(String fields, String name, String path) {
    String state =
        "\"A\": {\"Type\": \"Task\", %s, \"End\": true}".formatted(fields.replace('\'', '"'));
    assertThatExceptionOfType(InvalidDefinitionException.class)
        .isThrownBy(() -> workflow.create(state))
        .withMessageContaining(name)
        .withMessageContaining(path);
  }

  @Test
  void aStateThatNoWayLeadsToIsRefused() {
    assertThatExceptionOfType(InvalidDefinitionException.class)
        .isThrownBy(() ->
            workflow.create("\"A\": {\"Type\": \"Succeed\"}, \"Island\": {\"Type\": \"Succeed\"}"))
        .withMessageContaining("/States/Island");
  }

  @Test
  void withoutAQueryLanguageADefinitionIsJsonPathAndRefused() {
    assertThatExceptionOfType(InvalidDefinitionException.class)
        .isThrownBy(() ->
            workflow.createFrom(
                "machine", "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}"))
        .withMessageContaining("'JSONPath'");
  }

  @Test
  void aSingleStateMayChooseJsonataForItself() {
    String machine =
        workflow.createFrom(
            "machine",
            """
            {"StartAt":"A","States":{"A":{"Type":"Succeed","QueryLanguage":"JSONata"}}}\
            """);
    assertThat(workflow.sfn.describeStateMachine(r -> r.stateMachineArn(machine)).name())
        .isEqualTo("machine");
  }

  @Test
  void aTextThatIsNotJsonIsRefused() {
    assertThatExceptionOfType(InvalidDefinitionException.class)
        .isThrownBy(() -> workflow.createFrom("machine", "{"))
        .withMessageContaining("INVALID_JSON");
  }

  @Test
  void anExpressMachineIsRefused() {
    assertThatExceptionOfType(StateMachineTypeNotSupportedException.class)
        .isThrownBy(() ->
            workflow.sfn.createStateMachine(
                r -> r.name("machine").type(StateMachineType.EXPRESS).definition("{}")));
  }
}
