#pragma once

// `kFrequentTools`: the sixty tools that organisations offer most, by their ids in the catalog.
//
// The first-hour checklist asks which of them are offered here, so that nobody has to write a list
// before there is a figure; what is not among them is imported. A test holds each id against the
// shipped catalog.
//
// Source: product.md, section 5 (first hour).

#include <array>
#include <string_view>

namespace desirepath::workplace {

constexpr std::array<std::string_view, 60> kFrequentTools = {"microsoft-365",
                                                             "microsoft-teams",
                                                             "outlook-exchange-online",
                                                             "sharepoint-online",
                                                             "microsoft-excel-online",
                                                             "microsoft-powerpoint-online",
                                                             "microsoft-onenote",
                                                             "microsoft-planner",
                                                             "microsoft-forms",
                                                             "microsoft-whiteboard",
                                                             "microsoft-copilot",
                                                             "microsoft-dynamics-365",
                                                             "microsoft-power-automate",
                                                             "power-bi",
                                                             "azure-devops",
                                                             "gmail",
                                                             "google-docs",
                                                             "google-sheets",
                                                             "google-slides",
                                                             "google-drive",
                                                             "google-meet",
                                                             "google-chat",
                                                             "google-calendar",
                                                             "google-forms",
                                                             "gemini",
                                                             "slack",
                                                             "zoom",
                                                             "webex",
                                                             "atlassian-cloud",
                                                             "lucid",
                                                             "trello",
                                                             "asana",
                                                             "monday",
                                                             "smartsheet",
                                                             "notion",
                                                             "miro",
                                                             "figma",
                                                             "canva",
                                                             "adobe-creative-cloud",
                                                             "adobe-acrobat-online",
                                                             "adobe-acrobat-sign",
                                                             "docusign",
                                                             "dropbox",
                                                             "box",
                                                             "salesforce",
                                                             "hubspot",
                                                             "zendesk",
                                                             "servicenow",
                                                             "workday",
                                                             "sap-concur",
                                                             "github",
                                                             "gitlab",
                                                             "tableau",
                                                             "surveymonkey",
                                                             "mailchimp",
                                                             "chatgpt",
                                                             "claude",
                                                             "deepl",
                                                             "1password",
                                                             "teamviewer"};

}  // namespace desirepath::workplace
