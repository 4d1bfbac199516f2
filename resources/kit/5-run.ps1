
# --- One check -------------------------------------------------------------------------------------------------------

function Test-Private([System.Net.IPAddress]$Ip) {
    $text = $Ip.ToString()
    return ($text -match '^(10|127)\.' -or $text -match '^192\.168\.' -or $text -match '^169\.254\.' -or
        $text -match '^172\.(1[6-9]|2[0-9]|3[01])\.' -or $text -match '^100\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.' -or
        $text -eq '::1' -or $text -match '^f[cd]..:' -or $text -match '^fe[89ab].:')
}

# The addresses to try; none: Result and Detail say why.
function Find-Addresses {
    $found = @()
    try { $found = @([System.Net.Dns]::GetHostAddresses($script:ServerName)) } catch { $found = @() }
    if ($found.Count -eq 0) {
        $script:Result = 'name-not-found'
        $script:Detail = 'The name has no address here.'
        return
    }
    $count = 0
    foreach ($ip in $found) {
        if ($count -lt 8 -and ($IsPublic -or (Test-Private $ip))) {
            $count++
            $ip.ToString()
        }
    }
    if ($count -eq 0) {
        $script:Result = 'not-probeable'
        $script:Detail = 'The name stands for an address that nobody was asked about: give the server its address in the plan.'
    }
}

function Clear-Report {
    $script:Result = 'local-failure'
    $script:Detail = ''
    $script:Spoke = $false
    $script:Asked = $Protocol
    $script:Tls = ''
    $script:Status = ''
    $script:IsOffered = $false
    $script:Facts.Clear()
    $script:Endpoints.Clear()
}

function Invoke-Exchange {
    switch ($Protocol) {
        'connect' { }
        'smtp' { Invoke-Mail { Invoke-SmtpGreeting } { Invoke-SmtpHello } 'STARTTLS' '^220' 'QUIT' }
        'pop3' { Invoke-Mail { Invoke-PopGreeting } { Invoke-PopCapabilities } 'STLS' '^\+OK' 'QUIT' }
        'imap4' { Invoke-Mail { Invoke-ImapGreeting } { Invoke-ImapCapabilities } 'a2 STARTTLS' '^a2 OK' 'a9 LOGOUT' }
        'http' { Invoke-Http }
        'sip' { Invoke-Sip }
        'endpoint-mapper' { Invoke-EndpointMapper }
        default { Invoke-Messages }
    }
}

function Test-Address {
    Clear-Report
    if ($Transport -eq 'udp') {
        Invoke-Datagram
        return
    }
    if (-not (Open-Connection $Port)) { return }
    $script:AnswerUntil = $script:Clock.ElapsedMilliseconds + $AnswerTime
    if ($TlsMode -eq 'first' -and -not (Start-Encryption { return (Open-Connection $Port) })) { return }
    Invoke-Exchange
}

function Get-Weight([string]$Word) {
    switch ($Word) {
        'open' { 5 }
        'refused' { 4 }
        'unreachable' { 3 }
        'no-answer' { 2 }
        'cannot-tell' { 2 }
        default { 1 }
    }
}

function Get-ReportJson {
    $json = '"protocol": "' + $script:Asked + '", "result": "' + $script:Result + '"'
    if ($script:Spoke) { $json += ', "spoke": true' }
    if ($script:Detail -ne '') { $json += ', "detail": ' + (Get-JsonWord $script:Detail) }
    if ($script:Address -ne '') { $json += ', "address": ' + (Get-JsonWord $script:Address) }
    if ($script:Tls -ne '') { $json += ', "tls": ' + $script:Tls }
    if ($script:Facts.Count -gt 0) {
        $json += ', "facts": [' + [string]::Join(', ', [string[]]$script:Facts.ToArray()) + ']'
    }
    if ($script:Endpoints.Count -gt 0) {
        $json += ', "endpoints": [' + [string]::Join(', ', [string[]]$script:Endpoints.ToArray()) + ']'
    }
    $json
}

# All addresses in their order until one accepts; the report is of the one that told most. Gives the target as JSON.
function Invoke-Check([string]$Key, [string]$Destination, [string[]]$Addresses) {
    $script:Clock = [System.Diagnostics.Stopwatch]::StartNew()
    $started = Get-Utc
    $script:Deadline = $CheckTime
    $script:AnswerUntil = $AnswerTime
    $script:ConnectedAfter = -1
    $script:Address = ''
    $script:Steps.Clear()
    Clear-Report
    if ($Addresses.Count -eq 0) { $Addresses = @(Find-Addresses) }
    $best = Get-ReportJson
    $weight = 0
    $script:Shown = $script:Result
    $tries = 0
    while ($tries -lt 2 -and ($weight -eq 0 -or $weight -eq 2)) { # silence is asked again
        $tries++
        foreach ($address in $Addresses) {
            if ($weight -ge 5) { break }
            $script:Address = $address
            try {
                Test-Address | Out-Null
            } catch {
                # The result stays: it says how far the check has come.
                $script:Detail = (Get-Innermost $_.Exception).Message
            }
            Close-Connection
            if ((Get-Weight $script:Result) -gt $weight) {
                $weight = Get-Weight $script:Result
                $best = Get-ReportJson
                $script:Shown = $script:Result
            }
        }
        if ($Addresses.Count -eq 0) { break }
        $script:Deadline = $script:Clock.ElapsedMilliseconds + $CheckTime
    }
    $connected = ''
    if ($script:ConnectedAfter -ge 0) { $connected = ', "connectedAfter": ' + $script:ConnectedAfter }
    '{"key": "' + $Key + '", "destination": "' + $Destination + '", "transport": "' + $Transport + '", "port": ' + $Port +
        ', ' + $best + $connected + ', "started": "' + $started + '", "took": ' + $script:Clock.ElapsedMilliseconds +
        ', "tries": ' + $tries + ', "steps": [' + [string]::Join(', ', [string[]]$script:Steps.ToArray()) + ']}'
}

# --- The run ---------------------------------------------------------------------------------------------------------

function Get-OwnAddresses {
    try {
        foreach ($ip in [System.Net.Dns]::GetHostAddresses([System.Net.Dns]::GetHostName())) {
            [regex]::Replace($ip.ToString(), '%.*$', '')
        }
    } catch {
        # Without a name service there are none to tell.
        return
    }
}

# Whole or not at all. Finished is empty where the run was stopped.
function Write-Results([string]$Path, [string]$Started, [string]$Finished, [string[]]$Targets) {
    $json = '{"format": "portolan-results", "version": 1, "runs": [{"id": "' + $Server + ' ' + $Started +
        '", "vantage": {"server": "' + $Server + '", "host": ' + (Get-JsonWord ([System.Net.Dns]::GetHostName())) +
        ', "addresses": ' + (Get-JsonList @(Get-OwnAddresses)) + '}, "started": "' + $Started + '", '
    if ($Finished -ne '') { $json += '"finished": "' + $Finished + '", ' }
    $json += '"program": "kit-ps 1", "topology": "' + $Topology + '", "targets": [' + "`n" +
        [string]::Join(",`n", $Targets) + "`n" + ']}]}' + "`n"
    [System.IO.File]::WriteAllText($Path + '.part', $json, (New-Object System.Text.ASCIIEncoding))
    Move-Item -LiteralPath ($Path + '.part') -Destination $Path -Force
    Write-Host ('Results: ' + $Path)
}

$Facts = New-Object System.Collections.ArrayList
$Endpoints = New-Object System.Collections.ArrayList
$Steps = New-Object System.Collections.ArrayList
$Heard = New-Object 'System.Collections.Generic.List[byte]'
$Stream = $null
$Client = $null
$InTls = $false
$Shown = ''

$Data = @'
