# Portolan take-away kit, format 1
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: MIT
#
# Checks the ports that one server opens towards others, and writes what came of it into a file of results. Read-only:
# one check after the other, each a connection and at most the first messages of the protocol; no credentials. What
# is checked stands near the end of this file; README.txt beside it tells more. For Windows PowerShell 2.0 and later.
#
#   powershell -NoProfile -ExecutionPolicy Bypass -File portolan-kit.ps1 [-Output FILE]
#   powershell -NoProfile -ExecutionPolicy Bypass -File portolan-kit.ps1 -List        lists the checks, sends nothing
param([string]$Output = '', [switch]$List)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$ConnectTime = 5000 # ms; all times are
$AnswerTime = 5000
$CheckTime = 20000
$PauseTime = 1000 # between checks; systems answer one closed UDP port a second
$Most = 16384 # bytes read from a peer

$Invariant = [System.Globalization.CultureInfo]::InvariantCulture
$Buffer = New-Object byte[] 4096

# --- Text ------------------------------------------------------------------------------------------------------------

function Get-Utc {
    [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ', $Invariant)
}

# The inside of a JSON string, of what came from the network: printable ASCII, lines, not too long.
function Get-JsonText([string]$Text) {
    $json = New-Object System.Text.StringBuilder
    $count = 0
    foreach ($character in $Text.ToCharArray()) {
        $code = [int]$character
        if ($code -eq 13) { continue }
        $count++
        if ($count -gt 3800) { break }
        if ($code -eq 10) { [void]$json.Append('\n') }
        elseif ($code -eq 34 -or $code -eq 92) { [void]$json.Append('\' + [string]$character) }
        elseif ($code -ge 32 -and $code -le 126) { [void]$json.Append([string]$character) }
        else { [void]$json.Append('?') }
    }
    $json.ToString()
}

function Get-JsonWord([string]$Text) {
    $word = $Text.Replace("`n", ' ')
    if ($word.Length -gt 400) { $word = $word.Substring(0, 400) }
    '"' + (Get-JsonText $word) + '"'
}

function Get-JsonList([string[]]$Values) {
    $words = New-Object System.Collections.ArrayList
    foreach ($value in $Values) {
        if ($words.Count -lt 100) { [void]$words.Add((Get-JsonWord $value)) }
    }
    '[' + [string]::Join(', ', [string[]]$words.ToArray()) + ']'
}

function Add-Fact([string]$Key, [string[]]$Values) {
    [void]$script:Facts.Add('{"key": "' + $Key + '", "values": ' + (Get-JsonList $Values) + '}')
}

# Kind is sent, received or event.
function Add-Step([string]$Kind, [string]$Text) {
    if ($script:Steps.Count -ge 40 -or $Text -eq '') { return }
    $inside = ''
    if ($script:InTls) { $inside = ', "inTls": true' }
    [void]$script:Steps.Add('{"at": ' + $script:Clock.ElapsedMilliseconds + ', "kind": "' + $Kind + '"' + $inside +
        ', "text": "' + (Get-JsonText $Text) + '"}')
}

# --- One connection --------------------------------------------------------------------------------------------------

function Get-Innermost($Exception) {
    while ($Exception.InnerException -ne $null) { $Exception = $Exception.InnerException }
    $Exception
}

# Why there is no connection: what the system said.
function Set-Failure($Exception) {
    $inner = Get-Innermost $Exception
    $code = 0
    if ($inner -is [System.Net.Sockets.SocketException]) { $code = [int]$inner.SocketErrorCode }
    $script:Detail = $inner.Message
    switch ($code) {
        10061 { $script:Result = 'refused' }
        10054 { $script:Result = 'refused' }
        10060 { $script:Result = 'no-answer' }
        10051 { $script:Result = 'unreachable' }
        10064 { $script:Result = 'unreachable' }
        10065 { $script:Result = 'unreachable' }
        default { $script:Result = 'local-failure' }
    }
}

# Sets Result, and says whether there is a connection.
function Open-Connection([int]$Port) {
    Close-Connection
    $ip = [System.Net.IPAddress]::Parse($script:Address)
    $client = New-Object System.Net.Sockets.TcpClient -ArgumentList $ip.AddressFamily
    try {
        $wait = $client.BeginConnect($ip, $Port, $null, $null)
        if (-not $wait.AsyncWaitHandle.WaitOne($ConnectTime, $false)) {
            $script:Result = 'no-answer'
            $script:Detail = 'No answer'
            $client.Close()
            return $false
        }
        $client.EndConnect($wait)
    } catch {
        Set-Failure $_.Exception
        $client.Close()
        return $false
    }
    $script:Client = $client
    $script:Stream = $client.GetStream()
    $script:Stream.WriteTimeout = $AnswerTime
    $script:Result = 'open'
    if ($script:ConnectedAfter -lt 0) { $script:ConnectedAfter = $script:Clock.ElapsedMilliseconds }
    Add-Step 'event' ('Connected to ' + $script:Address + ', port ' + $Port)
    return $true
}

function Close-Connection {
    $script:InTls = $false
    if ($script:Stream -ne $null) { try { $script:Stream.Close() } catch { } }
    if ($script:Client -ne $null) { try { $script:Client.Close() } catch { } }
    $script:Stream = $null
    $script:Client = $null
    $script:Heard.Clear()
}

# --- What is said and heard ------------------------------------------------------------------------------------------

function Get-Bytes([string]$Hex) {
    $bytes = New-Object byte[] ($Hex.Length / 2)
    for ($i = 0; $i -lt $bytes.Length; $i++) { $bytes[$i] = [Convert]::ToByte($Hex.Substring(2 * $i, 2), 16) }
    # The comma keeps PowerShell from taking the bytes apart.
    , $bytes
}

# Only what we say earns the peer more time.
function Send-Bytes([byte[]]$Bytes, [string]$Words) {
    Add-Step 'sent' $Words
    $script:Heard.Clear()
    $script:AnswerUntil = $script:Clock.ElapsedMilliseconds + $AnswerTime
    try {
        $script:Stream.Write($Bytes, 0, $Bytes.Length)
        $script:Stream.Flush()
    } catch {
        $script:Detail = 'The peer closed the connection.'
    }
}

function Send-Line([string]$Line) {
    Send-Bytes ([System.Text.Encoding]::ASCII.GetBytes($Line + "`r`n")) $Line
}

function Send-Hex([string]$Hex, [string]$Words) {
    Send-Bytes (Get-Bytes $Hex) ($Words + ', ' + ($Hex.Length / 2) + ' bytes')
}

# Says whether more came.
function Read-More {
    $left = [Math]::Min($script:AnswerUntil, $script:Deadline) - $script:Clock.ElapsedMilliseconds
    if ($left -le 0) {
        $script:Detail = 'No answer in time'
        return $false
    }
    if ($script:Heard.Count -ge $Most) {
        $script:Detail = 'It sends without end: no more was read.'
        return $false
    }
    $count = 0
    try {
        $script:Stream.ReadTimeout = [int]$left
        $count = $script:Stream.Read($Buffer, 0, $Buffer.Length)
    } catch {
        $script:Detail = 'The peer closed the connection.'
        if ($script:Clock.ElapsedMilliseconds -ge [Math]::Min($script:AnswerUntil, $script:Deadline)) {
            $script:Detail = 'No answer in time'
        }
        return $false
    }
    if ($count -le 0) {
        $script:Detail = 'The peer closed the connection.'
        return $false
    }
    for ($i = 0; $i -lt $count; $i++) { $script:Heard.Add($Buffer[$i]) }
    return $true
}

function Get-HeardText {
    [System.Text.Encoding]::ASCII.GetString($script:Heard.ToArray()).Replace("`r", '')
}

function Get-HeardHex {
    [BitConverter]::ToString($script:Heard.ToArray()).Replace('-', '').ToLower()
}

# The first whole line of what came that fits the pattern, or nothing.
function Find-Line([string]$Pattern) {
    $found = [regex]::Match((Get-HeardText), '(?m)(?=' + $Pattern + ')^([^\n]*)\n')
    if ($found.Success) { $found.Groups[$found.Groups.Count - 1].Value } else { '' }
}

# Until a whole line of what came fits.
function Wait-Line([string]$Pattern) {
    $isThere = $true
    while (-not [regex]::IsMatch((Get-HeardText), '(?m)(?=' + $Pattern + ')^[^\n]*\n')) {
        if (-not (Read-More)) {
            $isThere = $false
            break
        }
    }
    $text = Get-HeardText
    if ($text.Length -gt 2000) { $text = $text.Substring(0, 2000) }
    Add-Step 'received' $text
    return $isThere
}

function Set-NotIn([string]$Protocol) {
    $text = (Get-HeardText).Trim()
    if ($text -eq '') { return }
    $line = $text.Split("`n")[0]
    if ($line.Length -gt 60) { $line = $line.Substring(0, 60) }
    $script:Detail = 'What came is not ' + $Protocol + '; it begins ' + $line
}
