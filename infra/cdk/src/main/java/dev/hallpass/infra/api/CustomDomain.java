package dev.hallpass.infra.api;

import dev.hallpass.catalog.Installation.Domain;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.apigateway.DomainName;
import software.amazon.awscdk.services.apigateway.EndpointAccessMode;
import software.amazon.awscdk.services.apigateway.EndpointType;
import software.amazon.awscdk.services.apigateway.IRestApi;
import software.amazon.awscdk.services.apigateway.SecurityPolicy;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.constructs.Construct;

/// The API's own domain. Ops keep the domain's DNS: two outputs have the values for its alias
/// record.
final class CustomDomain extends Construct {

  CustomDomain(Construct scope, Domain domain, IRestApi api) {
    super(scope, "Domain");
    DomainName name =
        DomainName.Builder.create(this, "Name")
            .domainName(domain.name())
            .certificate(Certificate.fromCertificateArn(this, "Certificate", domain.certificate()))
            .endpointType(EndpointType.REGIONAL)
            .securityPolicy(SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09)
            .endpointAccessMode(EndpointAccessMode.STRICT)
            .mapping(api)
            .build();
    tell(
        "DomainTarget",
        name.getDomainNameAliasDomainName(),
        "Point an alias record (or a CNAME) of " + domain.name() + " at this.");
    tell(
        "DomainTargetZone",
        name.getDomainNameAliasHostedZoneId(),
        "The hosted zone of DomainTarget, which an alias record in Route 53 names too.");
  }

  private void tell(String output, String value, String description) {
    CfnOutput.Builder.create(this, output)
        .value(value)
        .description(description)
        .build()
        .overrideLogicalId(output);
  }
}
