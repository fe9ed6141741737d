(	documents	Documents"content*WriteiquipQuip"
Salesforce*	documents:USB
quip.comB
quip.com"*-my(R
quip.com
2025-01-02 "
cdn.examplecdnquip*
clinic.examplehealth2
AcmeBigacme.example