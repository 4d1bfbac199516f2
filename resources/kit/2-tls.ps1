
# --- TLS -------------------------------------------------------------------------------------------------------------

# Runs beside the script, so that whoever sends one byte a second is left alone in the end. Any certificate is taken,
# to tell what it says; none of ours is sent.
$Handshake = {
    param($box, $stream, $name, $protocols)
    $global:PortolanBox = $box
    try {
        $callback = [System.Net.Security.RemoteCertificateValidationCallback] {
            param($sender, $certificate, $chain, $errors)
            $global:PortolanBox['errors'] = [int]$errors
            $raw = $global:PortolanBox['raw']
            if ($chain -ne $null) {
                foreach ($element in $chain.ChainElements) { [void]$raw.Add($element.Certificate.GetRawCertData()) }
                foreach ($status in $chain.ChainStatus) { [void]$global:PortolanBox['status'].Add($status.Status.ToString()) }
            }
            if ($raw.Count -eq 0 -and $certificate -ne $null) { [void]$raw.Add($certificate.GetRawCertData()) }
            $true
        }
        $tls = New-Object System.Net.Security.SslStream -ArgumentList $stream, $false, $callback
        $none = New-Object System.Security.Cryptography.X509Certificates.X509CertificateCollection
        $type = [System.Security.Authentication.SslProtocols]
        $tls.AuthenticateAsClient($name, $none, [Enum]::ToObject($type, $protocols), $false)
        $box['tls'] = $tls
    } catch {
        $box['failure'] = $_.Exception
    }
}

# One try with these protocols (a sum of SslProtocols); what came of it is in the table that comes back.
function Start-Tls([int]$Protocols) {
    $box = [hashtable]::Synchronized(@{ errors = 0; chain = @(); tls = $null; failure = $null; stalled = $false })
    $box['raw'] = New-Object System.Collections.ArrayList
    $box['status'] = New-Object System.Collections.ArrayList
    $script:Stream.ReadTimeout = $AnswerTime
    $beside = [System.Management.Automation.PowerShell]::Create()
    [void]$beside.AddScript($Handshake.ToString())
    [void]$beside.AddArgument($box).AddArgument($script:Stream).AddArgument($script:ServerName).AddArgument($Protocols)
    $wait = $beside.BeginInvoke()
    if (-not $wait.AsyncWaitHandle.WaitOne(2 * $AnswerTime, $false)) {
        $box['stalled'] = $true
        $script:Client.Close()
        [void]$wait.AsyncWaitHandle.WaitOne($AnswerTime, $false)
    }
    if ($wait.IsCompleted) { $beside.Dispose() }
    $box['chain'] = @(foreach ($bytes in $box['raw']) {
        New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, $bytes)
    })
    $box
}

function Get-CertificateNames($Certificate) {
    foreach ($extension in $Certificate.Extensions) {
        if ($extension.Oid.Value -ne '2.5.29.17') { continue }
        # "DNS Name=mail.example, IP Address=192.0.2.1", in the language of the system.
        foreach ($part in $extension.Format($false).Split(',')) {
            $name = [regex]::Match($part, '^[^=:]*[=:]\s*(\S+)\s*$')
            if ($name.Success) { $name.Groups[1].Value }
        }
    }
}

function Get-CertificateJson($Certificate) {
    $json = '{"subject": ' + (Get-JsonWord $Certificate.Subject) + ', "issuer": ' + (Get-JsonWord $Certificate.Issuer)
    $names = @(Get-CertificateNames $Certificate | Sort-Object -Unique)
    if ($names.Count -gt 0) { $json += ', "names": ' + (Get-JsonList $names) }
    foreach ($pair in @(@('notBefore', $Certificate.NotBefore), @('notAfter', $Certificate.NotAfter))) {
        $json += ', "' + $pair[0] + '": "' + $pair[1].ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', $Invariant) + '"'
    }
    try {
        $sha = New-Object System.Security.Cryptography.SHA256Managed
        $digest = [BitConverter]::ToString($sha.ComputeHash($Certificate.RawData)).Replace('-', '').ToLower()
        $json += ', "sha256": "' + $digest + '"'
    } catch {
        # A machine that only takes certified algorithms has another class for it; the rest is worth telling.
        $json += ''
    }
    if ($Certificate.Subject -eq $Certificate.Issuer) { $json += ', "selfSigned": true' }
    $json + '}'
}

function Get-TlsVersion($Tls) {
    switch ([int]$Tls.SslProtocol) {
        12 { 'SSL 2.0' }
        48 { 'SSL 3.0' }
        192 { 'TLS 1.0' }
        768 { 'TLS 1.1' }
        3072 { 'TLS 1.2' }
        12288 { 'TLS 1.3' }
        default { 'TLS' }
    }
}

function Get-Faults($Box) {
    $chain = @($Box['chain'])
    if ($chain.Count -eq 0) { return }
    $now = [DateTime]::Now
    if ($chain[0].NotAfter -lt $now) { 'expired' }
    if ($chain[0].NotBefore -gt $now) { 'not-yet-valid' }
    if (($Box['errors'] -band 2) -ne 0) { 'other-name' }
    if ($chain[0].Subject -eq $chain[0].Issuer) { 'self-signed' }
    else {
        foreach ($status in @($Box['status'])) {
            # Whether somebody took it back was not asked; times were told already.
            if ($status -notmatch '^(NoError|NotTimeValid|RevocationStatusUnknown|OfflineRevocation)$') {
                'untrusted'
                break
            }
        }
    }
}

function Test-HungUp {
    try {
        $socket = $script:Client.Client
        return ($socket.Poll(1000, [System.Net.Sockets.SelectMode]::SelectRead) -and $socket.Available -eq 0)
    } catch {
        return $true
    }
}

# What failed, as results call it, from the words of the system.
function Get-TlsOutcome($Box) {
    if ($Box['stalled']) { return 'stalled' }
    $inner = Get-Innermost $Box['failure']
    if ($inner -is [System.Net.Sockets.SocketException]) {
        if ([int]$inner.SocketErrorCode -eq 10060) { return 'stalled' }
        return 'closed'
    }
    if ($inner.Message -match 'unexpected packet|corrupted frame') { return 'not-tls' }
    if ($inner -is [System.IO.IOException]) {
        # In another language the words do not tell; whether the peer has hung up does.
        if ($inner.Message -match 'EOF|closed|0 bytes' -or (Test-HungUp)) { return 'closed' }
        return 'not-tls'
    }
    if ($inner -is [System.ComponentModel.Win32Exception] -and $inner.NativeErrorCode -eq -2146893048) { return 'not-tls' }
    return 'refused'
}

function Set-Tls($Box, [bool]$IsOldOnly) {
    $chain = @($Box['chain'])
    $faults = @(Get-Faults $Box)
    if ($Box['tls'] -ne $null) {
        $version = Get-TlsVersion $Box['tls']
        $cipher = $Box['tls'].CipherAlgorithm.ToString() + ' ' + $Box['tls'].CipherStrength
        $outcome = 'established'
        if ($IsOldOnly) { $outcome = 'old-only' }
        if ($chain.Count -gt 0 -and $chain[0].PublicKey.Oid.Value -eq '1.2.840.113549.1.1.1' -and
            $chain[0].PublicKey.Key.KeySize -lt 2048) { $outcome = 'old-only' }
        $json = '{"outcome": "' + $outcome + '", "protocol": "' + $version + '", "cipher": ' + (Get-JsonWord $cipher)
        Add-Step 'event' ($version + ' with ' + $cipher)
    } else {
        $outcome = Get-TlsOutcome $Box
        $words = ''
        if ($Box['failure'] -ne $null) { $words = (Get-Innermost $Box['failure']).Message }
        $json = '{"outcome": "' + $outcome + '", "detail": ' + (Get-JsonWord $words)
        Add-Step 'event' ('TLS handshake: ' + $outcome)
    }
    if ($chain.Count -gt 0) {
        $certificates = @(foreach ($certificate in $chain) { Get-CertificateJson $certificate })
        $json += ', "chain": [' + [string]::Join(', ', [string[]]$certificates) + ']'
    }
    if ($faults.Count -gt 0) { $json += ', "faults": ' + (Get-JsonList $faults) }
    $script:Tls = $json + '}'
}

# Whether this machine's own library cannot speak these protocols: then the peer was not asked anything.
function Test-Unspoken($Box) {
    if ($Box['failure'] -eq $null) { return $false }
    $inner = Get-Innermost $Box['failure']
    return ($inner -is [System.ArgumentException] -or $inner -is [System.NotSupportedException] -or
        ($inner -is [System.ComponentModel.Win32Exception] -and $inner.NativeErrorCode -eq -2146893007))
}

# TLS over the connection as today's programs speak it, else as old ones do, which takes another connection: Again opens
# it and brings it to where TLS begins. Says whether it stands.
function Start-Encryption([scriptblock]$Again) {
    $told = $null
    $tried = 0
    $needsAnother = $false
    foreach ($protocols in @(15360, 3072, 960, 192)) { # 1.2 and 1.3, 1.2, 1.0 and 1.1, 1.0
        if (($protocols -band $tried) -ne 0) { continue }
        if ($needsAnother -and -not (& $Again)) { break }
        $needsAnother = $false
        $box = Start-Tls $protocols
        if ($box['tls'] -ne $null) {
            # Where this machine knows no newer TLS, nobody can say that the peer does not.
            Set-Tls $box ($tried -ge 3072)
            $script:Stream = $box['tls']
            $script:InTls = $true
            $script:Heard.Clear()
            $script:AnswerUntil = $script:Clock.ElapsedMilliseconds + $AnswerTime
            return $true
        }
        if (Test-Unspoken $box) { continue }
        $tried = $tried -bor $protocols
        $needsAnother = $true
        if ($told -eq $null) { $told = $box }
        $outcome = Get-TlsOutcome $box
        if ($outcome -eq 'stalled' -or $outcome -eq 'not-tls') { break }
    }
    if ($told -eq $null) {
        $script:Detail = 'This machine speaks no TLS that could be tried.'
        $script:Asked = 'connect'
        return $false
    }
    Set-Tls $told $false
    $script:Result = 'open'
    return $false
}
