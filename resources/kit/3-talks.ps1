
# --- Exchanges of lines ----------------------------------------------------------------------------------------------

function Get-Suffix {
    if ($script:InTls) { '-in-tls' } else { '' }
}

# The same word once.
function Get-EachOnce([string[]]$Words) {
    $seen = @{}
    foreach ($word in $Words) {
        if ($word -ne '' -and -not $seen.ContainsKey($word)) {
            $seen[$word] = $true
            $word
        }
    }
}

# The lines of what came that fit, without what the pattern's first group does not take.
function Get-Lines([string]$Pattern) {
    foreach ($found in [regex]::Matches((Get-HeardText), '(?m)' + $Pattern + '$')) { $found.Groups[1].Value }
}

function Add-Offers([string[]]$Offers, [string[]]$Auth, [string]$StartTls) {
    Add-Fact ('offers' + (Get-Suffix)) $Offers
    Add-Fact ('auth' + (Get-Suffix)) $Auth
    if ($script:InTls) { return }
    $script:IsOffered = $false
    foreach ($offer in $Offers) {
        if ($offer -match $StartTls) { $script:IsOffered = $true }
    }
    if ($script:IsOffered) { Add-Fact 'starttls' @('offered') } else { Add-Fact 'starttls' @('absent') }
}

function Invoke-SmtpHello {
    Send-Line ('EHLO ' + $Own)
    if (-not (Wait-Line '^[2-5][0-9][0-9]( |$)')) { return $false }
    $line = Find-Line '^[2-5][0-9][0-9]( |$)'
    if (-not $line.StartsWith('250')) {
        Add-Fact 'refusal' @($line)
        return $false
    }
    $offers = @(Get-Lines '^250[- ]([^\n]*)')
    if ($offers.Count -gt 0) { $offers = @($offers | Select-Object -Skip 1) } # the first is a greeting
    $auth = @(foreach ($offer in $offers) {
        if ($offer -match '^AUTH[ =](.*)$') { $matches[1].Split(' ') }
    })
    Add-Offers $offers @(Get-EachOnce $auth) '^STARTTLS'
    return $true
}

function Invoke-SmtpGreeting {
    if (-not (Wait-Line '^[2-5][0-9][0-9]( |$)')) {
        Set-NotIn 'SMTP'
        return $false
    }
    $script:Spoke = $true
    Add-Fact 'banner' @(Find-Line '^[2-5]')
    $line = Find-Line '^[2-5][0-9][0-9]( |$)'
    if ($line.StartsWith('220')) { return $true }
    Add-Fact 'refusal' @($line)
    return $false
}

function Invoke-PopCapabilities {
    Send-Line 'CAPA'
    if (-not (Wait-Line '^(\.$|-ERR)')) { return $false }
    $offers = @(foreach ($line in (Get-HeardText).Split("`n")) {
        if ($line -eq '.') { break }
        if ($line -ne '' -and -not $line.StartsWith('+OK') -and -not $line.StartsWith('-ERR')) { $line }
    })
    $auth = @(foreach ($offer in $offers) {
        if ($offer -match '^SASL (.*)$') { $matches[1].ToUpper().Split(' ') }
        elseif ($offer -match '^USER') { 'USER' }
    })
    Add-Offers $offers @(Get-EachOnce $auth) '^STLS'
    return $true
}

function Invoke-PopGreeting {
    if (-not (Wait-Line '^(\+OK|-ERR)')) {
        Set-NotIn 'POP3'
        return $false
    }
    $script:Spoke = $true
    $line = Find-Line '^(\+OK|-ERR)'
    Add-Fact 'banner' @($line)
    if ($line.StartsWith('+OK')) { return $true }
    Add-Fact 'refusal' @($line)
    return $false
}

function Invoke-ImapCapabilities {
    Send-Line 'a1 CAPABILITY'
    if (-not (Wait-Line '^(a1 |\* BYE)')) { return $false }
    $line = Find-Line '^\* BYE'
    if ($line -ne '') {
        Add-Fact 'refusal' @($line)
        return $false
    }
    $told = @(Get-Lines '^\* CAPABILITY ([^\n]*)')
    $offers = @()
    if ($told.Count -gt 0) { $offers = @(Get-EachOnce ($told[0].ToUpper().Split(' '))) }
    $auth = @(foreach ($offer in $offers) {
        if ($offer.StartsWith('AUTH=')) { $offer.Substring(5) }
    })
    # Who does not say LOGINDISABLED takes a name and a password as they are (RFC 3501, 7.2.1).
    if ($offers.Count -gt 0 -and -not ($offers -contains 'LOGINDISABLED')) { $auth += 'LOGIN' }
    Add-Offers $offers $auth '^STARTTLS$'
    return $true
}

function Invoke-ImapGreeting {
    if (-not (Wait-Line '^\* (OK|PREAUTH|BYE)')) {
        Set-NotIn 'IMAP4'
        return $false
    }
    $script:Spoke = $true
    $line = Find-Line '^\* (OK|PREAUTH|BYE)'
    Add-Fact 'banner' @($line)
    if (-not $line.StartsWith('* BYE')) { return $true }
    Add-Fact 'refusal' @($line)
    return $false
}

# A greeting, what is on offer, STARTTLS where it is, what is on offer then, good-bye.
function Invoke-Mail([scriptblock]$Greeting, [scriptblock]$Offers, [string]$StartTls, [string]$Accepted, [string]$Bye) {
    if (-not (& $Greeting)) { return }
    if ((& $Offers) -and -not $script:InTls -and $script:IsOffered -and $TlsMode -eq 'starttls') {
        Send-Line $StartTls
        if (-not (Wait-Line '^(a2 |[2-5][0-9][0-9]( |$)|\+OK|-ERR)')) { return }
        if ((Find-Line $Accepted) -eq '') {
            $script:Facts.RemoveAt($script:Facts.Count - 1)
            Add-Fact 'starttls' @('refused')
        } else {
            $again = {
                if (-not (Open-Connection $Port)) { return $false }
                $script:AnswerUntil = $script:Clock.ElapsedMilliseconds + $AnswerTime
                if (-not (Wait-Line '^(\* |220( |$)|\+OK)')) { return $false }
                if ($Protocol -eq 'smtp') {
                    Send-Line ('EHLO ' + $Own)
                    if (-not (Wait-Line '^250( |$)')) { return $false }
                }
                Send-Line $StartTls
                return (Wait-Line $Accepted)
            }
            if (-not (Start-Encryption $again)) { return }
            if (-not (& $Offers)) { return }
        }
    }
    Send-Line $Bye
}

function Get-Header([string]$Name) {
    foreach ($line in (Get-HeardText).Split("`n")) {
        if ($line -eq '') { break }
        if ($line -match ('^' + $Name + ':\s*(.*)$')) { $matches[1] }
    }
}

# Says whether the answer is in the protocol.
function Add-Headers([string]$Protocol) {
    $script:Status = [regex]::Replace((Find-Line ('^' + $Protocol + '/')), '^\S*\s*', '')
    if ($script:Status -eq '') {
        Set-NotIn $Protocol
        return $false
    }
    $script:Spoke = $true
    $script:Detail = ''
    Add-Fact 'status' @($script:Status)
    foreach ($pair in @(@('Server', 'server'), @('Location', 'location'), @('X-FEServer', 'host'))) {
        $values = @(Get-Header $pair[0])
        if ($values.Count -gt 0) { Add-Fact $pair[1] @($values[0]) }
    }
    $offers = @(Get-Header 'WWW-Authenticate') + @(Get-Header 'Proxy-Authenticate')
    $schemes = @(foreach ($offer in $offers) { $offer.Split(' ')[0].TrimEnd(',') })
    Add-Fact ('auth' + (Get-Suffix)) @(Get-EachOnce $schemes)
    return $true
}

function Invoke-Http {
    Send-Hex $First 'HTTP HEAD'
    [void](Wait-Line '^$')
    if ((Find-Line '^HTTP/') -match '^\S+ (405|501)') { # some do not know HEAD
        if (-not (Open-Connection $Port)) { return }
        if ($TlsMode -eq 'first' -and -not (Start-Encryption { return (Open-Connection $Port) })) { return }
        Send-Hex $Second 'HTTP GET'
        [void](Wait-Line '^$')
    }
    if ((Add-Headers 'HTTP') -and $script:Status -match '^(403|429|503)') { Add-Fact 'refusal' @($script:Status) }
}

function Invoke-Sip {
    Send-Hex $First 'SIP OPTIONS'
    [void](Wait-Line '^$')
    Add-SipFacts
}

function Add-SipFacts {
    if (-not (Add-Headers 'SIP')) { return }
    $methods = @(foreach ($line in @(Get-Header 'Allow')) { $line.Replace(' ', '').Split(',') })
    Add-Fact ('offers' + (Get-Suffix)) $methods
    if ($script:Status -match '^(403|503|504)') { Add-Fact 'refusal' @($script:Status) }
}

# --- Exchanges of messages -------------------------------------------------------------------------------------------

# The lines of the protocol's rules. Whoever calls splits them: of one array in an array PowerShell 2.0 makes one.
function Get-Rules([string]$Verb) {
    foreach ($line in $Rules) {
        if ($line.StartsWith($Protocol + '|' + $Verb + '|')) { $line }
    }
}

function Split-Rule([string]$Line) { $Line.Split([char[]]'|', 5) }

# Digits are 20261129180700: what the server's clock says.
function Add-ServerTime([string]$Digits) {
    try {
        $styles = [System.Globalization.DateTimeStyles]'AssumeUniversal, AdjustToUniversal'
        $time = [DateTime]::ParseExact($Digits, 'yyyyMMddHHmmss', $Invariant, $styles)
        $skew = [Math]::Truncate(($time - [DateTime]::UtcNow).TotalSeconds)
        Add-Fact 'server-time' @($time.ToString('yyyy-MM-ddTHH:mm:ssZ', $Invariant))
        Add-Fact 'clock-skew' @($skew.ToString($Invariant))
    } catch {
        # A time that is none says nothing.
        return
    }
}

# By the rules: what is in the answer says what.
function Add-AnswerFacts([string]$Hex) {
    $found = @{}
    foreach ($line in @(Get-Rules 'fact')) {
        $rule = Split-Rule $line
        if ([regex]::IsMatch($Hex, $rule[4])) {
            if (-not $found.ContainsKey($rule[2])) { $found[$rule[2]] = New-Object System.Collections.ArrayList }
            [void]$found[$rule[2]].Add($rule[3])
        }
    }
    foreach ($key in @($found.Keys)) { Add-Fact $key ([string[]]$found[$key].ToArray()) }
    foreach ($line in @(Get-Rules 'last')) {
        $rule = Split-Rule $line
        if ([regex]::IsMatch($Hex, $rule[4])) {
            $text = (Get-HeardText).Trim()
            Add-Fact $rule[2] @($text.Substring($text.LastIndexOf('/') + 1))
        }
    }
    foreach ($line in @(Get-Rules 'time')) {
        $rule = Split-Rule $line
        $match = [regex]::Match($Hex, $rule[4])
        if ($match.Success) {
            $digits = $match.Value.Substring($match.Value.Length - 28)
            Add-ServerTime ([regex]::Replace($digits, '3(.)', '$1'))
        }
    }
}

function Invoke-Messages {
    $pattern = '(?!)'
    foreach ($line in @(Get-Rules 'spoke')) { $pattern = (Split-Rule $line)[4] }
    if ($First -ne '') { Send-Hex $First ($Protocol + ' request') }
    while (-not [regex]::IsMatch((Get-HeardHex), $pattern)) {
        if (-not (Read-More)) { break }
    }
    if ([regex]::IsMatch((Get-HeardHex), $pattern)) {
        $script:Spoke = $true
        # A message may come in pieces: no more comes for a while.
        Start-Sleep -Milliseconds 300
        while ($script:Client.Available -gt 0) {
            if (-not (Read-More)) { break }
        }
        $script:Detail = ''
    }
    Add-Step 'received' ($Protocol + ': ' + $script:Heard.Count + ' bytes')
    if ($script:Spoke) { Add-AnswerFacts (Get-HeardHex) } else { Set-NotIn $Protocol }
}

# One datagram, and the answer to it.
function Invoke-Datagram {
    $ip = [System.Net.IPAddress]::Parse($script:Address)
    $udp = New-Object System.Net.Sockets.UdpClient -ArgumentList $ip.AddressFamily
    $script:Result = 'cannot-tell'
    $script:Detail = 'No answer in time'
    try {
        $udp.Connect($ip, $Port)
        $udp.Client.ReceiveTimeout = $AnswerTime
        $bytes = Get-Bytes $First
        Add-Step 'sent' ($Protocol + ' request, ' + $bytes.Length + ' bytes')
        [void]$udp.Send($bytes, $bytes.Length)
        $from = New-Object System.Net.IPEndPoint -ArgumentList $ip, $Port
        $script:Heard.AddRange([byte[]]$udp.Receive([ref]$from))
        $script:Result = 'open'
        $script:Detail = ''
    } catch {
        Set-Failure $_.Exception
        # Over UDP silence says nothing.
        if ($script:Result -eq 'no-answer') {
            $script:Result = 'cannot-tell'
            $script:Detail = 'No answer in time'
        }
    }
    $udp.Close()
    if ($script:Result -ne 'open') { return }
    Add-Step 'received' ($Protocol + ': ' + $script:Heard.Count + ' bytes')
    if ($Protocol -eq 'sip') {
        Add-SipFacts
        return
    }
    foreach ($line in @(Get-Rules 'spoke')) {
        if ([regex]::IsMatch((Get-HeardHex), (Split-Rule $line)[4])) { $script:Spoke = $true }
    }
    if ($script:Spoke) { Add-AnswerFacts (Get-HeardHex) } else { Set-NotIn $Protocol }
}
