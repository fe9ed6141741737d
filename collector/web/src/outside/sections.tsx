// What the settings page says of the organisation's other servers, fetched when it is opened.

import { DeliveriesSection } from "./deliveries";
import { MonthlyReportSection } from "./monthly_report";
import { SignInServiceSection } from "./sign_in_service";

export function OutsideSections() {
  return (
    <>
      <SignInServiceSection />
      <DeliveriesSection />
      <MonthlyReportSection />
    </>
  );
}
