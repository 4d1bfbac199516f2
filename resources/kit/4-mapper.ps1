
# --- The endpoint mapper ---------------------------------------------------------------------------------------------

# A whole message of RPC: all its fragments, the last of which says that it is. What is no RPC is whole at once.
function Test-WholeMessage([string]$Hex) {
    while ($Hex.Length -ge 32) {
        $size = 2 * [Convert]::ToInt32($Hex.Substring(18, 2) + $Hex.Substring(16, 2), 16)
        if ($size -lt 32 -or $Hex.Substring(0, 2) -ne '05') { return $true }
        if ($Hex.Length -lt $size) { return $false }
        if (([Convert]::ToInt32($Hex.Substring(6, 2), 16) -band 2) -ne 0) { return $true }
        $Hex = $Hex.Substring($size)
    }
    return $false
}

# Says it, waits for the message that answers, and gives it back in hexadecimal.
function Invoke-Call([string]$Hex, [string]$Words) {
    Send-Hex $Hex $Words
    while (-not (Test-WholeMessage (Get-HeardHex))) {
        if (-not (Read-More)) { break }
    }
    if ($script:Heard.Count -gt 0) { Add-Step 'received' ('RPC: ' + $script:Heard.Count + ' bytes') }
    Get-HeardHex
}

# Of an answer to a bind: the one interface was accepted.
function Test-Accepted([string]$Answer) {
    return ($Answer.Length -ge 48 -and $Answer -match '^05..0c' -and
        $Answer.Substring($Answer.Length - 48, 4) -eq '0000')
}

# The towers over TCP in an answer: tables of an interface, as binds have it, and a port.
function Get-Towers([string]$Answer) {
    $mark = '13000d045d888aeb1cc9119fe808002b10486002000200000001000b020000000100070200'
    $at = $Answer.IndexOf($mark)
    while ($at -ge 0) {
        $after = $at + $mark.Length
        # 0d, interface, version, 0200, minor version
        if ($at -ge 46 -and $Answer.Length -ge $after + 4 -and $Answer.Substring($at - 46, 2) -eq '0d') {
            $port = [Convert]::ToInt32($Answer.Substring($after, 4), 16)
            if ($port -gt 0) {
                @{ Interface = $Answer.Substring($at - 44, 36) + $Answer.Substring($at - 4, 4); Port = $port }
            }
        }
        $at = $Answer.IndexOf($mark, $after)
    }
}

function Get-Uuid([string]$Interface) {
    $id = New-Object System.Guid -ArgumentList (, (Get-Bytes $Interface.Substring(0, 32)))
    $id.ToString()
}

function Add-Endpoint([string]$Label, [int]$EndpointPort, [string]$EndpointResult, [bool]$IsRight) {
    $right = 'false'
    if ($IsRight) { $right = 'true' }
    [void]$script:Endpoints.Add('{"interface": "' + $Label + '", "port": ' + $EndpointPort + ', "result": "' +
        $EndpointResult + '", "rightService": ' + $right + '}')
}

# The port that was handed out, and whether it takes calls for the interface.
function Invoke-Visit([string]$Label, [int]$EndpointPort, [string]$Bind) {
    $kept = $script:Detail
    if (Open-Connection $EndpointPort) {
        Add-Endpoint $Label $EndpointPort 'open' (Test-Accepted (Invoke-Call $Bind 'RPC bind'))
    } else {
        Add-Step 'event' ('Port ' + $EndpointPort + ': ' + $script:Detail)
        Add-Endpoint $Label $EndpointPort $script:Result $false
    }
    $script:Result = 'open'
    $script:Detail = $kept
}

# Of a fault: its status, and what that says.
function Add-Fault([string]$Answer) {
    $code = '0x00000000'
    if ($Answer.Length -ge 56) {
        $code = '0x' + $Answer.Substring(54, 2) + $Answer.Substring(52, 2) + $Answer.Substring(50, 2) + $Answer.Substring(48, 2)
    }
    Add-Fact 'status' @('fault ' + $code)
    if ($code -eq '0x00000005') { Add-Fact 'refusal' @('The endpoint mapper tells strangers nothing.') }
    else { Add-Fact 'refusal' @('The endpoint mapper answered with fault ' + $code + '.') }
}

function Invoke-EndpointMapper {
    $answer = Invoke-Call $First 'RPC bind: endpoint mapper'
    if ($answer -notmatch '^05..(0c|0d|03)') {
        Set-NotIn 'DCE/RPC'
        return
    }
    $script:Spoke = $true
    if (-not (Test-Accepted $answer)) {
        Add-Fact 'refusal' @('RPC answers here, and not as the endpoint mapper.')
        return
    }
    $found = New-Object System.Collections.ArrayList
    if ($Second -ne '') { # no service was named: whichever are there
        $answer = Invoke-Call $Second 'Endpoint mapper: what is there?'
        $seen = @{ $Port = $true }
        foreach ($tower in @(Get-Towers $answer)) {
            if ($found.Count -lt 4 -and -not $seen.ContainsKey($tower['Port'])) {
                $seen[$tower['Port']] = $true
                [void]$found.Add(@((Get-Uuid $tower['Interface']), $tower['Port'], ($BindHead + $tower['Interface'] + $BindTail)))
            }
        }
    }
    foreach ($visit in $Visits) {
        $fields = $visit.Split('=')
        $answer = Invoke-Call $fields[1] 'Endpoint mapper: where is it?'
        if ($answer -match '^05..03') { break }
        $towers = @(Get-Towers $answer)
        if ($towers.Count -gt 0) { [void]$found.Add(@($fields[0], $towers[0]['Port'], $fields[2])) }
        else { Add-Endpoint $fields[0] 0 'cannot-tell' $false }
    }
    if ($answer -match '^05..03') { Add-Fault $answer }
    if ($found.Count -eq 0) { return }
    # Labels are JSON already.
    $words = @(foreach ($one in $found) { '"' + $one[0] + ' ' + $one[1] + '"' })
    [void]$script:Facts.Add('{"key": "endpoint", "values": [' + [string]::Join(', ', [string[]]$words) + ']}')
    foreach ($one in $found) { Invoke-Visit $one[0] $one[1] $one[2] }
}
